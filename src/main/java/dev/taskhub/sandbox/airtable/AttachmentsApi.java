package dev.taskhub.sandbox.airtable;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Upload of files, which AirTable itself takes at content.airtable.com. The bytes of the latest are kept, in memory. */
@RestController
@Profile({"sandbox", "sandbox-only"})
class AttachmentsApi {

    private static final int MOST_BYTES = 5 * 1024 * 1024;
    private static final int MOST_FILES = 20;

    private final AirTable airTable;
    private final Map<String, byte[]> files = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST_FILES;
        }
    });

    AttachmentsApi(AirTable airTable) {
        this.airTable = airTable;
    }

    /** Appends a file to a cell and answers all files in it, by the field's id. */
    @PostMapping({
        "/sandbox/airtable/v0/{base:app[A-Za-z0-9]+}/{record}/{field}/uploadAttachment",
        "/sandbox/airtable/v0/{base:app[A-Za-z0-9]+}/{record}/{field}/uploadAttachment/"
    })
    Map<String, Object> upload(
            @PathVariable String base,
            @PathVariable String record,
            @PathVariable String field,
            HttpServletRequest request,
            @RequestBody(required = false) byte[] body) {
        var json = Json.object(body);
        Base its = airTable.store().base(base);
        synchronized (its) {
            Table table = its.tableOf(record);
            Row row = airTable.writes().existing(table, table == null ? null : table.row(record), record);
            Field target = table.field(field);
            if (target == null || !target.type().equals("multipleAttachments")) {
                throw ApiError.unknownField(field);
            }
            var cell = new ArrayList<Object>(row.cell(target) instanceof List<?> before ? before : List.of());
            cell.add(file(
                    json, ServletUriComponentsBuilder.fromContextPath(request).toUriString()));
            var transaction =
                    new Transaction(airTable.store(), its, airTable.conditions().second());
            transaction.update(table, row, Map.of(target.id(), cell));
            transaction.commit();
            return new Cells(its, table)
                    .record(table.row(record), new Cells.Shape(List.of(target), true, false, false));
        }
    }

    @GetMapping("/sandbox/airtable/files/{id}/{name}")
    ResponseEntity<byte[]> download(@PathVariable String id) {
        byte[] bytes = files.get(id);
        if (bytes == null) {
            return ResponseEntity.notFound().build();
        }
        // shown by a browser, it would be a page of the console's origin
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .body(bytes);
    }

    private Map<String, Object> file(Map<String, Object> json, String server) {
        if (!(json.get("file") instanceof String base64)
                || !(json.get("filename") instanceof String name)
                || !(json.get("contentType") instanceof String type)) {
            throw ApiError.invalidParameters();
        }
        // clients break the lines of what they encode
        byte[] bytes = Base64.getMimeDecoder().decode(base64);
        if (bytes.length > MOST_BYTES) {
            throw ApiError.of(413, "REQUEST_TOO_LARGE", "The file exceeds 5 MB");
        }
        String id = airTable.store().ids().next("att");
        files.put(id, bytes);
        var file = new LinkedHashMap<String, Object>();
        file.put("id", id);
        file.put("url", server + "/sandbox/airtable/files/" + id + "/" + UriUtils.encode(name, StandardCharsets.UTF_8));
        file.put("filename", name);
        file.put("size", (long) bytes.length);
        file.put("type", type);
        return file;
    }
}
