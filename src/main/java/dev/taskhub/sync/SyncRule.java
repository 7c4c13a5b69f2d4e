package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.ConflictPolicy.Winner;
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
import java.util.function.Function;

/**
 * The three-way merge, per field and in the remote's own terms: what the system showed, against what it showed last (the
 * base), against what the hub holds. A pure function; storing, stamping and sending are done elsewhere.
 */
final class SyncRule {

    /**
     * @param task the task with every change that was taken
     * @param base the item's new base
     * @param sent what was sent and has still not been seen there
     * @param taken changes that are now the hub's
     * @param overruled for each automatically settled conflict, the winner ({@code before}) and the value that lost
     *     ({@code after})
     * @param disagreements fields that a person has to settle
     */
    record Outcome(
            Task task,
            Map<String, Object> base,
            Map<String, Object> sent,
            List<FieldChange> taken,
            List<FieldChange> overruled,
            List<Disagreement> disagreements) {

        /** Whether the item brought nothing that the hub did not know or wish. */
        boolean isQuiet() {
            return taken.isEmpty() && overruled.isEmpty() && disagreements.isEmpty();
        }
    }

    /** A field on which hub and system differ; values in the system's terms. */
    record Disagreement(TaskField field, Object base, Object hub, Object remote) {}

    /** Tells a change that two systems keep making and unmaking. */
    interface LoopCheck {
        boolean isLoop(TaskField field, Object before, Object after);
    }

    private final ConflictPolicy policy;

    SyncRule(ConflictPolicy policy) {
        this.policy = policy;
    }

    /**
     * Merges an item into a task.
     *
     * @param stamps when and through which system each field got the item's value
     * @param whole whether a column missing from {@code item} is empty, rather than not spoken of
     * @param held fields with an open conflict: a difference there stays with the person
     */
    Outcome merge(
            Task task,
            Mapping mapping,
            Link link,
            Map<String, Object> item,
            boolean whole,
            Function<TaskField, Stamp> stamps,
            Set<TaskField> held,
            LoopCheck loops) {
        var merge = new Merge(task, link, stamps, held, loops);
        for (FieldMapping column : mapping.fields()) {
            if (column.isReadable() && (whole || item.containsKey(column.column()))) {
                merge.field(column, column.normalise(item.get(column.column())));
            }
        }
        mapping.keepColumn().filter(item::containsKey).ifPresent(kept -> merge.setBase(kept, item.get(kept)));
        return new Outcome(merge.task, merge.base, merge.sent, merge.taken, merge.overruled, merge.disagreements);
    }

    /**
     * What has to be written so that the system shows the task: the columns that differ from the base, or from what was
     * sent without an answer, or none.
     *
     * @param create whether the item is yet to be created there
     * @throws Untranslatable when the hub's value has no counterpart there
     */
    static Map<String, Object> difference(Task task, Mapping mapping, Link link, Set<TaskField> held, boolean create) {
        var difference = new LinkedHashMap<String, Object>();
        boolean dirty = false;
        for (FieldMapping column : mapping.fields()) {
            Object wanted = task.value(column.field());
            boolean writable = column.isWritable(wanted) && (create || !column.isWrittenOnCreateOnly());
            if (writable && !held.contains(column.field())) {
                String name = column.column();
                Object value = column.toRemote(wanted);
                if (!Objects.equals(value, link.base().get(name))
                        || !Objects.equals(value, link.sent().getOrDefault(name, value))) {
                    difference.put(name, value);
                    dirty |= column.makesDirty();
                }
            }
        }
        return dirty ? difference : Map.of();
    }

    /** The hub's value as the system would show it; where it has no counterpart there, as it is. */
    static Object inRemoteTerms(FieldMapping column, Object value) {
        try {
            return column.toRemote(value);
        } catch (Untranslatable e) {
            return value;
        }
    }

    private final class Merge {

        private final Map<String, Object> base;
        private final Map<String, Object> sent;
        private final Function<TaskField, Stamp> stamps;
        private final Set<TaskField> held;
        private final LoopCheck loops;
        private final List<FieldChange> taken = new ArrayList<>();
        private final List<FieldChange> overruled = new ArrayList<>();
        private final List<Disagreement> disagreements = new ArrayList<>();
        private Task task;

        Merge(Task task, Link link, Function<TaskField, Stamp> stamps, Set<TaskField> held, LoopCheck loops) {
            this.task = task;
            this.base = new LinkedHashMap<>(link.base());
            this.sent = new LinkedHashMap<>(link.sent());
            this.stamps = stamps;
            this.held = held;
            this.loops = loops;
        }

        void field(FieldMapping column, Object incoming) {
            String name = column.column();
            Object before = base.get(name);
            if (Objects.equals(incoming, before)) {
                return;
            }
            setBase(name, incoming);
            if (sent.containsKey(name) && Objects.equals(incoming, sent.get(name))) {
                sent.remove(name);
                return;
            }
            TaskField field = column.field();
            Object current = task.value(field);
            Object hub = inRemoteTerms(column, current);
            // A task is made once; what a system says of its own copy's making is another matter.
            boolean fixed = field == TaskField.CREATED_AT && current != null;
            if (Objects.equals(hub, incoming) || fixed) {
                confirm(field, current);
                return;
            }
            Object value;
            try {
                value = column.toHub(incoming);
            } catch (Untranslatable e) {
                disagreements.add(new Disagreement(field, before, hub, incoming));
                return;
            }
            // What could not be taken from there was never agreed on.
            boolean moved = !Objects.equals(hub, before) && isTranslatable(column, before);
            if (moved && field.kind() == TaskField.Kind.SET) {
                value = SetMerge.merge(column.toHub(before), current, value);
                moved = false;
            }
            switch (winner(field, value, moved)) {
                case REMOTE -> take(field, current, value, moved);
                case HUB -> overruled.add(new FieldChange(field, current, value));
                case NOBODY -> disagreements.add(new Disagreement(field, before, hub, incoming));
            }
        }

        /** Both came to the same value: it counts from the later time, or else what was heard first would count. */
        private void confirm(TaskField field, Object current) {
            if (policy.isLater(stamps.apply(field), since(field))) {
                task = task.with(field, current, stamps.apply(field));
            }
        }

        private Stamp since(TaskField field) {
            return task.stamps().getOrDefault(field, new Stamp(0, ""));
        }

        private Winner winner(TaskField field, Object value, boolean moved) {
            Object current = task.value(field);
            if (value == null && field == TaskField.STATUS) {
                // Every task has a status; the hub's is written back.
                return Winner.HUB;
            }
            if (moved && held.contains(field)) {
                return Winner.NOBODY;
            }
            Winner winner =
                    moved ? policy.winner(field, since(field), current, stamps.apply(field), value) : Winner.REMOTE;
            boolean loop =
                    winner == Winner.REMOTE && !Objects.equals(current, value) && loops.isLoop(field, current, value);
            return loop ? Winner.NOBODY : winner;
        }

        private void take(TaskField field, Object current, Object value, boolean moved) {
            if (moved) {
                overruled.add(new FieldChange(field, value, current));
            }
            if (!Objects.equals(current, value)) {
                taken.add(new FieldChange(field, current, value));
                task = task.with(field, value, stamps.apply(field));
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

    private static boolean isTranslatable(FieldMapping column, Object remote) {
        try {
            column.toHub(remote);
            return true;
        } catch (Untranslatable e) {
            return false;
        }
    }
}
