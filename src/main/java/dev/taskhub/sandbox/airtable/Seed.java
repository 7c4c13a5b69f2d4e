package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.airtable.formula.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code sandbox/airtable.json}. A row is {@code {"id", "created", "fields"}}; its {@code created}, and the numbers in
 * date fields, are days from now, so that the sprint in it is always the current one.
 */
final class Seed {

    private static final String RESOURCE = "/sandbox/airtable.json";

    private Seed() {}

    static List<Base> read(Ids ids, Instant now, boolean withRecords) {
        var bases = new ArrayList<Base>();
        for (JsonNode base : tree().get("bases")) {
            bases.add(base(base, ids, now, withRecords));
        }
        return bases;
    }

    private static JsonNode tree() {
        try (InputStream seed = Seed.class.getResourceAsStream(RESOURCE)) {
            return Json.MAPPER.readTree(seed);
        } catch (IOException e) {
            throw new UncheckedIOException("the class path holds no readable " + RESOURCE, e);
        }
    }

    private static Base base(JsonNode json, Ids ids, Instant now, boolean withRecords) {
        var base = new Base(json.get("id").asText(), json.get("name").asText());
        for (JsonNode each : json.get("tables")) {
            var fields = new ArrayList<Field>();
            each.get("fields")
                    .forEach(field -> fields.add(
                            Json.MAPPER.convertValue(field, Field.class).completed(ids)));
            var table = new Table(
                    each.get("id").asText(),
                    each.get("name").asText(),
                    null,
                    each.get("viewId").asText(),
                    fields);
            base.put(table);
            if (withRecords) {
                each.get("rows").forEach(row -> table.put(row(table, row, now)));
            }
        }
        return base;
    }

    private static Row row(Table table, JsonNode json, Instant now) {
        Instant created = moment(json.get("created").asDouble(), now);
        var cells = new HashMap<String, Object>();
        Instant modified = created;
        for (Map.Entry<String, JsonNode> cell : json.get("fields").properties()) {
            Field field = table.field(cell.getKey());
            if (field == null) {
                throw new IllegalStateException(
                        RESOURCE + ": table " + table.name() + " has no field " + cell.getKey());
            }
            Object value = Json.plain(Json.MAPPER.convertValue(cell.getValue(), Object.class));
            if (value instanceof Number days && field.type().startsWith("date")) {
                Instant moment = moment(days.doubleValue(), now);
                modified = field.type().equals("dateTime") && moment.isAfter(modified) ? moment : modified;
                value = field.type().equals("date")
                        ? moment.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                        : Values.wire(moment);
            }
            cells.put(field.id(), value);
        }
        return new Row(json.get("id").asText(), created, modified, cells, Map.of());
    }

    private static Instant moment(double days, Instant now) {
        return now.plusSeconds(Math.round(days * 86_400)).truncatedTo(ChronoUnit.SECONDS);
    }
}
