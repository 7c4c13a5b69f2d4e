package dev.taskhub.sandbox.airtable;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schema: bases, tables and fields. */
@RestController
@Profile({"sandbox", "sandbox-only"})
@RequestMapping("/sandbox/airtable/v0/meta")
class MetaApi {

    private final Store store;
    private final SchemaChanges changes;

    MetaApi(AirTable airTable) {
        this.store = airTable.store();
        this.changes = new SchemaChanges(airTable.store());
    }

    @GetMapping({"/whoami", "/whoami/"})
    Map<String, Object> whoami(@RequestHeader("Authorization") String token) {
        return Map.of("id", User.of(token).id());
    }

    @GetMapping({"/bases", "/bases/"})
    Map<String, Object> bases() {
        return Map.of(
                "bases",
                store.bases().stream()
                        .map(base -> Json.of("id", base.id(), "name", base.name(), "permissionLevel", "create"))
                        .toList());
    }

    @PostMapping({"/bases", "/bases/"})
    Map<String, Object> createBase(@RequestBody(required = false) byte[] body) {
        Base base = changes.createBase(Json.object(body));
        return Json.of("id", base.id(), "tables", tables(base, false));
    }

    @GetMapping({"/bases/{base}/tables", "/bases/{base}/tables/"})
    Map<String, Object> tables(@PathVariable String base, HttpServletRequest request) {
        Base its = store.base(base);
        List<String> include = Parameters.strings(Parameters.asJson(request.getParameterMap()), "include");
        return Map.of("tables", tables(its, include != null && include.contains("visibleFieldIds")));
    }

    @PostMapping({"/bases/{base}/tables", "/bases/{base}/tables/"})
    Map<String, Object> createTable(@PathVariable String base, @RequestBody(required = false) byte[] body) {
        return json(changes.createTable(store.base(base), Json.object(body)), false);
    }

    @PatchMapping({"/bases/{base}/tables/{table}", "/bases/{base}/tables/{table}/"})
    Map<String, Object> changeTable(
            @PathVariable String base, @PathVariable String table, @RequestBody(required = false) byte[] body) {
        return json(changes.changeTable(store.base(base), table, Json.object(body)), false);
    }

    @PostMapping({"/bases/{base}/tables/{table}/fields", "/bases/{base}/tables/{table}/fields/"})
    Field createField(
            @PathVariable String base, @PathVariable String table, @RequestBody(required = false) byte[] body) {
        return changes.createField(store.base(base), table, Json.object(body));
    }

    @PatchMapping({"/bases/{base}/tables/{table}/fields/{field}", "/bases/{base}/tables/{table}/fields/{field}/"})
    Field changeField(
            @PathVariable String base,
            @PathVariable String table,
            @PathVariable String field,
            @RequestBody(required = false) byte[] body) {
        return changes.changeField(store.base(base), table, field, Json.object(body));
    }

    private static List<Map<String, Object>> tables(Base base, boolean visibleFields) {
        synchronized (base) {
            return base.tables().stream()
                    .map(table -> json(table, visibleFields))
                    .toList();
        }
    }

    private static Map<String, Object> json(Table table, boolean visibleFields) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", table.id());
        json.put("name", table.name());
        if (table.description() != null) {
            json.put("description", table.description());
        }
        json.put("primaryFieldId", table.primary().id());
        json.put("fields", List.copyOf(table.fields()));
        var view = new LinkedHashMap<String, Object>(table.view());
        if (visibleFields) {
            view.put("visibleFieldIds", table.fields().stream().map(Field::id).toList());
        }
        json.put("views", List.of(view));
        return json;
    }
}
