package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A task on which the hub, AirTable and Convex agreed, and what each of them made of it since, drawn from a seed.
 *
 * @param hub the hub's task with its edits
 * @param links by system, with the base that was agreed on
 * @param items by system, the item as it stands there now
 * @param stamps by system, when its edits were made
 */
record MergeCase(Task hub, Map<String, Link> links, Map<String, Map<String, Object>> items, Map<String, Stamp> stamps) {

    static final List<String> SYSTEMS = List.of(TestHub.AIRTABLE, TestHub.CONVEX);

    static MergeCase draw(Mappings mappings, long seed) {
        var random = new Random(seed);
        Task agreed = Task.blank("task", 1);
        for (String system : SYSTEMS) {
            for (FieldMapping column : edited(mappings.of(system))) {
                if (random.nextBoolean()) {
                    agreed = typed(agreed, system, column, random, Stamp.at(1_000, "hub"));
                }
            }
        }
        if (agreed.status() == null) {
            agreed = agreed.with(TaskField.STATUS, "todo", Stamp.at(1_000, "hub"));
        }
        var links = new LinkedHashMap<String, Link>();
        var items = new LinkedHashMap<String, Map<String, Object>>();
        var stamps = new LinkedHashMap<String, Stamp>();
        Task hub = agreed;
        for (String system : SYSTEMS) {
            List<FieldMapping> columns = edited(mappings.of(system));
            Map<String, Object> base = shown(agreed, mappings.of(system));
            links.put(system, new Link(system, "place", "item", "task", Link.State.LINKED, base, Map.of(), "1"));
            var item = new LinkedHashMap<>(base);
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                FieldMapping column = columns.get(random.nextInt(columns.size()));
                put(item, column.column(), column.normalise(value(system, column, random)));
            }
            items.put(system, item);
            stamps.put(system, Stamp.at(2_000 + random.nextInt(3), system));
            if (random.nextInt(3) == 0) {
                FieldMapping column = columns.get(random.nextInt(columns.size()));
                hub = typed(hub, system, column, random, Stamp.at(2_000 + random.nextInt(3), "hub"));
            }
        }
        return new MergeCase(hub, links, items, stamps);
    }

    /** What a system shows of the task once all of it has been written there. */
    static Map<String, Object> shown(Task task, Mapping mapping) {
        var shown = new LinkedHashMap<String, Object>();
        mapping.fields().stream()
                .filter(FieldMapping::isReadable)
                .forEach(column -> put(shown, column.column(), column.toRemote(task.value(column.field()))));
        return shown;
    }

    /** The columns that people type into. */
    static List<FieldMapping> edited(Mapping mapping) {
        return mapping.fields().stream()
                .filter(column ->
                        column.isReadable() && column.makesDirty() && column.field() != TaskField.COMPLETED_AT)
                .toList();
    }

    private static Task typed(Task task, String system, FieldMapping column, Random random, Stamp stamp) {
        try {
            Object value = column.toHub(column.normalise(value(system, column, random)));
            boolean needed = column.field() == TaskField.STATUS && value == null;
            return needed ? task : task.with(column.field(), value, stamp);
        } catch (Untranslatable e) {
            throw new IllegalStateException("people type what the hub understands", e);
        }
    }

    private static Object value(String system, FieldMapping column, Random random) {
        return TypedValues.of(system, column, random.nextInt(1_000));
    }

    static void put(Map<String, Object> item, String column, Object value) {
        if (value == null) {
            item.remove(column);
        } else {
            item.put(column, value);
        }
    }
}
