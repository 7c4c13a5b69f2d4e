package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Reads the plain webhook form, {@code {"type": "task.updated", "task": {...}}}, as an AirTable automation or a script
 * sends it. The task is a record as the API shows it ({@code id}, {@code fields}) or flat: {@code id} beside the columns.
 */
@Component("airtablePlainMessage")
public final class AirtablePlainMessage {

    private static final Map<String, ItemChange.Type> TYPES = Map.of(
            "task.created", ItemChange.Type.PARTIAL,
            "task.updated", ItemChange.Type.PARTIAL,
            "task.deleted", ItemChange.Type.DELETED);

    private final AirtableRecords records;
    private final AirtableTable table;

    AirtablePlainMessage(AirtableRecords records) {
        this.records = records;
        this.table = records.table();
    }

    /**
     * The change the message tells of. Its {@code externalId} is {@code null} when the task names only the hub's own id.
     *
     * @param messageKey the idempotency key of the message
     * @throws IllegalArgumentException when the message is not of this form, naming what is wrong and what is allowed
     */
    public ItemChange read(Map<String, Object> message, String messageKey) {
        ItemChange.Type type = type(message.get("type"));
        if (!(message.get("task") instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("task is missing or not an object: give the record or its columns");
        }
        var task = Json.object(message.get("task"));
        boolean isRecord = task.containsKey("fields");
        if (isRecord && !(task.get("fields") instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("task.fields is not an object: give column names with their values");
        }
        var fields = isRecord ? named(Json.object(task.get("fields"))) : flat(task);
        String taskId = Json.text(fields.get(table.idColumn()));
        String recordId = recordId(task.get("id"));
        if (recordId == null && taskId == null) {
            throw new IllegalArgumentException(
                    "task has neither an id (of the record, rec...) nor " + table.idColumn() + " (the hub's own id)");
        }
        Instant changedAt = Json.time(fields.get(table.modifiedColumn()));
        // A deletion ends all versions, however the record stood when the message was written.
        boolean isGone = type == ItemChange.Type.DELETED;
        return new ItemChange(
                AirtableRecords.SYSTEM,
                records.container(),
                recordId,
                taskId,
                type,
                isGone ? Map.of() : given(fields),
                isGone ? null : AirtableRecords.version(changedAt),
                changedAt,
                null,
                messageKey);
    }

    private static ItemChange.Type type(Object given) {
        if (given instanceof String name && TYPES.containsKey(name)) {
            return TYPES.get(name);
        }
        throw new IllegalArgumentException("type \"" + given + "\" is not one of " + new TreeSet<>(TYPES.keySet()));
    }

    private static String recordId(Object given) {
        if (given == null || (given instanceof String id && id.matches("rec[A-Za-z0-9]{1,40}"))) {
            return (String) given;
        }
        throw new IllegalArgumentException("task.id \"" + given + "\" is not the id of a record (rec...)");
    }

    /** The columns by the mapping's names; of a renamed one a script may give either name. */
    private Map<String, Object> named(Map<String, Object> fields) {
        var named = new LinkedHashMap<String, Object>();
        records.known().forEach(column -> {
            String inAirtable = fields.containsKey(table.inAirtable(column)) ? table.inAirtable(column) : column;
            if (fields.containsKey(inAirtable)) {
                named.put(column, fields.get(inAirtable));
            }
        });
        return named;
    }

    /** The columns beside the id. A misspelt one is refused here: nothing else would notice it. */
    private Map<String, Object> flat(Map<String, Object> task) {
        var allowed = new TreeSet<>(table.columns());
        allowed.addAll(List.of(table.idColumn(), table.modifiedColumn()));
        var fields = new LinkedHashMap<>(task);
        fields.keySet().removeAll(Set.of("id", "createdTime"));
        fields.keySet().stream()
                .filter(column -> !allowed.contains(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new IllegalArgumentException(
                            "task." + column + " is not a mapped column; there are id and " + allowed);
                });
        return fields;
    }

    /** The mapped columns the message gives; {@code null} clears. */
    private Map<String, Object> given(Map<String, Object> fields) {
        var item = new LinkedHashMap<String, Object>();
        table.columns().stream().filter(fields::containsKey).forEach(column -> item.put(column, fields.get(column)));
        return item;
    }
}
