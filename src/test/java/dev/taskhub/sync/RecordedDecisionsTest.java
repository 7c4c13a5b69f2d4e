package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.SyncRule.Outcome;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The merge decides as it did when {@code decisions.jsonl} was recorded: a line holds what it was given and what it made of it.
 * Where it is to decide otherwise from now on, record anew with {@code -Ddecisions.record=true} and read the difference.
 */
class RecordedDecisionsTest {

    private static final Path RECORD = Path.of("src/test/resources/decisions.jsonl");
    private static final Mappings MAPPINGS = Mappings.read(Path.of("config"));
    private static final int RECORDED = 60;

    private final SyncRule rule = new SyncRule(new ConflictPolicy(TestHub.SETTINGS));

    @Test
    void decidesAsRecorded() throws IOException {
        if (Boolean.getBoolean("decisions.record")) {
            Files.write(RECORD, recorded());
        }
        List<String> lines = Files.readAllLines(RECORD);
        assertThat(lines).hasSize(RECORDED * MergeCase.SYSTEMS.size());

        for (String line : lines) {
            Map<String, Object> decision = JsonColumn.map(line);
            assertThat(decided(decision)).as(line).isEqualTo(decision.get("made"));
        }
    }

    private List<String> recorded() {
        var lines = new ArrayList<String>();
        for (long seed = 1; seed <= RECORDED; seed++) {
            MergeCase drawn = MergeCase.draw(MAPPINGS, seed);
            for (String system : MergeCase.SYSTEMS) {
                Map<String, Object> decision = new LinkedHashMap<>();
                decision.put("system", system);
                decision.put("at", drawn.stamps().get(system).time());
                decision.put("hub", hub(drawn.hub()));
                decision.put("base", drawn.links().get(system).base());
                decision.put("item", drawn.items().get(system));
                decision.put("made", decided(JsonColumn.map(JsonColumn.write(decision))));
                lines.add(JsonColumn.write(decision));
            }
        }
        return lines;
    }

    /** What the merge makes of it, as plain JSON. */
    @SuppressWarnings("unchecked")
    private Object decided(Map<String, Object> decision) {
        String system = (String) decision.get("system");
        var stamp = new Stamp(((Number) decision.get("at")).longValue(), system);
        var link = new Link(
                system,
                "place",
                "item",
                "task",
                Link.State.LINKED,
                normalised(system, (Map<String, Object>) decision.get("base")),
                Map.of(),
                "1");
        Outcome outcome = rule.merge(
                task((Map<String, List<Object>>) decision.get("hub")),
                MAPPINGS.of(system),
                link,
                (Map<String, Object>) decision.get("item"),
                true,
                field -> stamp,
                Set.of(),
                (field, before, after) -> false);
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("hub", hub(outcome.task()));
        made.put("base", new TreeMap<>(outcome.base()));
        made.put("taken", changes(outcome.taken()));
        made.put("overruled", changes(outcome.overruled()));
        made.put(
                "disagreements",
                outcome.disagreements().stream()
                        .map(open -> open.field().jsonName())
                        .toList());
        return JsonColumn.value(JsonColumn.write(made));
    }

    private static Map<String, Object> normalised(String system, Map<String, Object> item) {
        var normalised = new LinkedHashMap<String, Object>();
        for (FieldMapping column : MAPPINGS.of(system).fields()) {
            MergeCase.put(normalised, column.column(), column.normalise(item.get(column.column())));
        }
        return normalised;
    }

    /** By field its value and its stamp: time and system. */
    private static Map<String, Object> hub(Task task) {
        var fields = new TreeMap<String, Object>();
        task.stamps().forEach((field, stamp) -> {
            var entry = new ArrayList<Object>();
            entry.add(plain(task.value(field)));
            entry.add(stamp.time());
            entry.add(stamp.system());
            fields.put(field.jsonName(), entry);
        });
        return fields;
    }

    private static Task task(Map<String, List<Object>> fields) {
        Task task = Task.blank("task", 1);
        for (Map.Entry<String, List<Object>> entry : fields.entrySet()) {
            TaskField field = TaskField.named(entry.getKey()).orElseThrow();
            Object value = entry.getValue().get(0);
            Object typed =
                    switch (field.kind()) {
                        case TIME -> value == null ? null : Instant.parse((String) value);
                        case NUMBER -> value == null ? null : (Object) ((Number) value).doubleValue();
                        default -> value;
                    };
            var stamp = new Stamp(((Number) entry.getValue().get(1)).longValue(), (String)
                    entry.getValue().get(2));
            task = task.with(field, typed, stamp);
        }
        return task;
    }

    private static List<List<Object>> changes(List<FieldChange> changes) {
        return changes.stream()
                .map(change -> {
                    var entry = new ArrayList<Object>();
                    entry.add(change.field().jsonName());
                    entry.add(plain(change.before()));
                    entry.add(plain(change.after()));
                    return (List<Object>) entry;
                })
                .toList();
    }

    private static Object plain(Object value) {
        return value instanceof Instant time ? time.toString() : value;
    }
}
