package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The three-way merge, per field and in the remote's own terms: what the system showed, against what it showed last (the
 * base), against what the hub holds. A pure function; storing, stamping and sending are done elsewhere.
 */
final class SyncRule {

    /**
     * @param task the task with every change that was taken
     * @param base the item's new base
     * @param taken changes that are now the hub's
     * @param overruled for each automatically settled conflict, the winner ({@code before}) and the value that lost
     *     ({@code after})
     * @param disagreements fields that a person has to settle
     */
    record Outcome(
            Task task,
            Map<String, Object> base,
            List<FieldChange> taken,
            List<FieldChange> overruled,
            List<Disagreement> disagreements) {}

    /** A field on which hub and system differ; values in the system's terms. */
    record Disagreement(TaskField field, Object base, Object hub, Object remote) {}

    private final ConflictPolicy policy;

    SyncRule(ConflictPolicy policy) {
        this.policy = policy;
    }

    /**
     * Merges an item into a task.
     *
     * @param whole whether a column missing from {@code item} is empty, rather than not spoken of
     * @param held fields with an open conflict: a difference there stays with the person
     */
    Outcome merge(
            Task task,
            Mapping mapping,
            Map<String, Object> base,
            Map<String, Object> item,
            boolean whole,
            Stamp stamp,
            Set<TaskField> held) {
        var merge = new Merge(task, new LinkedHashMap<>(base), stamp, held);
        for (FieldMapping column : mapping.fields()) {
            if (column.isReadable() && (whole || item.containsKey(column.column()))) {
                merge.field(column, column.normalise(item.get(column.column())));
            }
        }
        return new Outcome(merge.task, merge.base, merge.taken, merge.overruled, merge.disagreements);
    }

    /**
     * What has to be written so that the system shows the task: the columns that differ from the base, or none.
     *
     * @param create whether the item is yet to be created there
     * @throws Untranslatable when the hub's value has no counterpart there
     */
    static Map<String, Object> difference(
            Task task, Mapping mapping, Map<String, Object> base, Set<TaskField> held, boolean create) {
        var difference = new LinkedHashMap<String, Object>();
        boolean dirty = false;
        for (FieldMapping column : mapping.fields()) {
            boolean writable = column.isWritable() && (create || !column.isWrittenOnCreateOnly());
            if (writable && !held.contains(column.field())) {
                Object value = column.toRemote(task.value(column.field()));
                if (!Objects.equals(value, base.get(column.column()))) {
                    difference.put(column.column(), value);
                    dirty |= column.makesDirty();
                }
            }
        }
        return dirty ? difference : Map.of();
    }

    private final class Merge {

        private final Map<String, Object> base;
        private final Stamp stamp;
        private final Set<TaskField> held;
        private final List<FieldChange> taken = new ArrayList<>();
        private final List<FieldChange> overruled = new ArrayList<>();
        private final List<Disagreement> disagreements = new ArrayList<>();
        private Task task;

        Merge(Task task, Map<String, Object> base, Stamp stamp, Set<TaskField> held) {
            this.task = task;
            this.base = base;
            this.stamp = stamp;
            this.held = held;
        }

        void field(FieldMapping column, Object incoming) {
            Object before = base.get(column.column());
            if (Objects.equals(incoming, before)) {
                return;
            }
            setBase(column.column(), incoming);
            TaskField field = column.field();
            Object current = task.value(field);
            Object hub = inRemoteTerms(column, current);
            if (Objects.equals(hub, incoming)) {
                return;
            }
            Object value;
            try {
                value = column.toHub(incoming);
            } catch (Untranslatable e) {
                disagreements.add(new Disagreement(field, before, hub, incoming));
                return;
            }
            boolean moved = !Objects.equals(hub, before) && isTranslatable(column, before);
            if (!moved) {
                take(field, current, value);
            } else if (field.kind() == TaskField.Kind.SET) {
                take(field, current, SetMerge.merge(column.toHub(before), current, value));
            } else {
                settle(column, before, hub, incoming, value);
            }
        }

        private void settle(FieldMapping column, Object before, Object hub, Object incoming, Object value) {
            TaskField field = column.field();
            Object current = task.value(field);
            Stamp currentStamp = task.stamps().getOrDefault(field, new Stamp(0, ""));
            var winner = held.contains(field)
                    ? ConflictPolicy.Winner.NOBODY
                    : policy.winner(field, currentStamp, current, stamp, value);
            switch (winner) {
                case REMOTE -> {
                    overruled.add(new FieldChange(field, value, current));
                    take(field, current, value);
                }
                case HUB -> overruled.add(new FieldChange(field, current, value));
                case NOBODY -> disagreements.add(new Disagreement(field, before, hub, incoming));
            }
        }

        private void take(TaskField field, Object current, Object value) {
            if (!Objects.equals(current, value)) {
                taken.add(new FieldChange(field, current, value));
                task = task.with(field, value, stamp);
            }
        }

        private void setBase(String column, Object value) {
            if (value == null) {
                base.remove(column);
            } else {
                base.put(column, value);
            }
        }
    }

    private static Object inRemoteTerms(FieldMapping column, Object value) {
        try {
            return column.toRemote(value);
        } catch (Untranslatable e) {
            return value;
        }
    }

    private static boolean isTranslatable(FieldMapping column, Object remote) {
        try {
            column.toHub(remote);
            return true;
        } catch (Untranslatable e) {
            return false;
        }
    }
}
