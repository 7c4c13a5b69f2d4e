package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.SandboxJournal;
import java.util.List;
import java.util.Map;

/** Writes the state into the journal, and reads it back. */
final class Keeper {

    static final String REMOTE = "airtable";

    /** A table without its records. */
    private record Schema(String id, String name, String description, String viewId, List<Field> fields) {}

    private record BaseName(String id, String name) {}

    private final SandboxJournal journal;

    Keeper(SandboxJournal journal) {
        this.journal = journal;
    }

    void keep(Base base) {
        journal.append(REMOTE, "base/" + base.id(), new BaseName(base.id(), base.name()));
    }

    void keep(Base base, Table table) {
        var schema = new Schema(
                table.id(),
                table.name(),
                table.description(),
                (String) table.view().get("id"),
                table.fields());
        journal.append(REMOTE, "table/" + base.id() + "/" + table.id(), schema);
    }

    void keep(Base base, Table table, Row row) {
        journal.append(REMOTE, key(base, table, row.id()), row);
    }

    void forget(Base base, Table table, String rowId) {
        journal.append(REMOTE, key(base, table, rowId), null);
    }

    void keepComments(Base base, String rowId) {
        List<Comment> comments = base.comments(rowId);
        journal.append(REMOTE, "comments/" + base.id() + "/" + rowId, comments.isEmpty() ? null : comments);
    }

    void keep(Base base, Webhook webhook) {
        journal.append(REMOTE, "webhook/" + base.id() + "/" + webhook.id(), webhook);
    }

    void forget(Base base, Webhook webhook) {
        base.payloads(webhook.id()).keySet().forEach(position -> forgetPayload(base, webhook.id(), position));
        journal.append(REMOTE, "webhook/" + base.id() + "/" + webhook.id(), null);
    }

    void keepPayload(Base base, String webhookId, int position, Payload payload) {
        journal.append(REMOTE, key(base, webhookId, position), payload);
    }

    void forgetPayload(Base base, String webhookId, int position) {
        journal.append(REMOTE, key(base, webhookId, position), null);
    }

    void clear() {
        journal.clear(REMOTE);
    }

    /** Puts what was kept into {@code bases}. */
    void restore(Map<String, Base> bases) {
        journal.replay(REMOTE, (key, value) -> restore(bases, key.split("/"), value));
    }

    private void restore(Map<String, Base> bases, String[] key, JsonNode value) {
        Base base = bases.get(key[1]);
        switch (key[0]) {
            case "base" -> bases.put(key[1], new Base(key[1], value.get("name").asText()));
            case "table" -> {
                Schema schema = as(value, Schema.class);
                base.put(new Table(schema.id, schema.name, schema.description, schema.viewId, schema.fields));
            }
            case "row" -> {
                Row row = as(value, Row.class);
                var cells = Json.objectOf(Json.plain(row.cells()));
                base.table(key[2]).put(new Row(row.id(), row.createdTime(), row.modified(), cells, row.changed()));
            }
            case "comments" -> base.comments(key[2], List.of(as(value, Comment[].class)));
            case "webhook" -> base.put(as(value, Webhook.class));
            case "payload" -> {
                Payload payload = as(value, Payload.class);
                base.payloads(key[2]).put(Integer.valueOf(key[3]), payload);
                base.passed(payload.transaction());
            }
            default -> throw new IllegalStateException("the journal holds an unknown key " + String.join("/", key));
        }
    }

    private static <T> T as(JsonNode value, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal holds no " + type.getSimpleName() + ": " + value, e);
        }
    }

    private static String key(Base base, Table table, String rowId) {
        return "row/" + base.id() + "/" + table.id() + "/" + rowId;
    }

    private static String key(Base base, String webhookId, int position) {
        return "payload/" + base.id() + "/" + webhookId + "/" + position;
    }
}
