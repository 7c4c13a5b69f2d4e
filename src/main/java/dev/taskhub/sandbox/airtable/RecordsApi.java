package dev.taskhub.sandbox.airtable;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v0/{base}/{table}} and {@code /v0/{base}/{table}/{record}}. */
@RestController
@Profile({"sandbox", "sandbox-only"})
@RequestMapping("/sandbox/airtable/v0/{base:app[A-Za-z0-9]+}/{table}")
class RecordsApi {

    private final Store store;
    private final Listing listing;
    private final Writes writes;

    RecordsApi(AirTable airTable) {
        this.store = airTable.store();
        this.listing = airTable.listing();
        this.writes = airTable.writes();
    }

    @GetMapping({"", "/"})
    Map<String, Object> list(@PathVariable String base, @PathVariable String table, HttpServletRequest request) {
        Base its = store.base(base);
        return listing.page(its, table(its, table), Parameters.asJson(request.getParameterMap()));
    }

    @PostMapping({"/listRecords", "/listRecords/"})
    Map<String, Object> listByPost(
            @PathVariable String base,
            @PathVariable String table,
            HttpServletRequest request,
            @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        // the time zone and the locale stay in the query string
        var parameters = new LinkedHashMap<>(Parameters.asJson(request.getParameterMap()));
        parameters.putAll(Json.object(body));
        return listing.page(its, table(its, table), parameters);
    }

    @GetMapping({"/{record}", "/{record}/"})
    Map<String, Object> get(
            @PathVariable String base,
            @PathVariable String table,
            @PathVariable String record,
            HttpServletRequest request) {
        Base its = store.base(base);
        var parameters = Parameters.asJson(request.getParameterMap());
        if (parameters.containsKey("fields")) {
            throw ApiError.invalidParameters();
        }
        synchronized (its) {
            Table asked = table(its, table);
            Table holding = its.tableOf(record);
            Table shown = holding == null ? asked : holding;
            Row row = writes.existing(shown, shown.row(record), record);
            var shape = new Cells.Shape(
                    null, Parameters.flag(parameters, "returnFieldsByFieldId"), ListQuery.isText(parameters), false);
            return new Cells(its, shown).record(row, shape);
        }
    }

    @PostMapping({"", "/"})
    Map<String, Object> create(
            @PathVariable String base, @PathVariable String table, @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        var json = Json.object(body);
        synchronized (its) {
            Table asked = table(its, table);
            var records = records(its, asked, writes.create(its, asked, json), json);
            return json.containsKey("records") ? Map.of("records", records) : records.get(0);
        }
    }

    @RequestMapping(
            path = {"/{record}", "/{record}/"},
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    Map<String, Object> update(
            @PathVariable String base,
            @PathVariable String table,
            @PathVariable String record,
            HttpMethod method,
            @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        var json = Json.object(body);
        synchronized (its) {
            Table asked = table(its, table);
            var result = writes.update(its, asked, record, json, method == HttpMethod.PUT);
            return records(its, asked, result, json).get(0);
        }
    }

    @RequestMapping(
            path = {"", "/"},
            method = {RequestMethod.PATCH, RequestMethod.PUT})
    Map<String, Object> updateBatch(
            @PathVariable String base,
            @PathVariable String table,
            HttpMethod method,
            @RequestBody(required = false) byte[] body) {
        Base its = store.base(base);
        var json = Json.object(body);
        if (!json.containsKey("records")) {
            throw ApiError.unprocessable(
                    "INVALID_REQUEST_MISSING_FIELDS", "Could not find field \"records\" in the request body");
        }
        synchronized (its) {
            Table asked = table(its, table);
            var result = writes.update(its, asked, json, method == HttpMethod.PUT);
            var answer = new LinkedHashMap<String, Object>();
            answer.put("records", records(its, asked, result, json));
            if (json.containsKey("performUpsert")) {
                answer.put("createdRecords", result.created());
                answer.put(
                        "updatedRecords",
                        result.rows().stream()
                                .map(Row::id)
                                .filter(id -> !result.created().contains(id))
                                .toList());
            }
            return answer;
        }
    }

    @DeleteMapping({"/{record}", "/{record}/"})
    Map<String, Object> delete(@PathVariable String base, @PathVariable String table, @PathVariable String record) {
        Base its = store.base(base);
        synchronized (its) {
            writes.delete(its, table(its, table), List.of(record));
        }
        return deleted(record);
    }

    @DeleteMapping({"", "/"})
    Map<String, Object> deleteBatch(@PathVariable String base, @PathVariable String table, HttpServletRequest request) {
        Base its = store.base(base);
        List<String> ids = Parameters.strings(Parameters.asJson(request.getParameterMap()), "records");
        synchronized (its) {
            writes.delete(its, table(its, table), ids);
        }
        return Map.of("records", ids.stream().map(RecordsApi::deleted).toList());
    }

    private static Map<String, Object> deleted(String record) {
        return Json.of("id", record, "deleted", true);
    }

    private static List<Map<String, Object>> records(
            Base base, Table table, Writes.Result result, Map<String, Object> body) {
        var shape = Cells.Shape.keyedById(Parameters.flag(body, "returnFieldsByFieldId"));
        var cells = new Cells(base, table);
        var records = new ArrayList<Map<String, Object>>();
        result.rows().forEach(row -> records.add(cells.record(row, shape)));
        return records;
    }

    private static Table table(Base base, String nameOrId) {
        synchronized (base) {
            Table table = base.table(nameOrId);
            if (table == null) {
                throw ApiError.noModel();
            }
            return table;
        }
    }
}
