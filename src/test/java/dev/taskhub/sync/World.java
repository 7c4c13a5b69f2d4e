package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.SimulatedRemote.Item;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The hub between two remotes and an agent's list, driven step by step: people edit everywhere, news come late, twice, out
 * of order or never, and answers get lost. {@link #settle} then lets everything come to rest.
 */
final class World {

    /** One thing that happens; the numbers choose among what is there at that time. */
    record Step(Kind kind, int a, int b, int c) {}

    enum Kind {
        CREATE,
        EDIT,
        DELETE,
        DUPLICATE,
        LIST_TODO,
        EDIT_IN_HUB,
        HEAR,
        HEAR_TWICE,
        MISS,
        POLL,
        SEND,
        SEND_AND_LOSE_THE_ANSWER,
        SEND_IN_VAIN,
        SEND_AND_WAIT,
        HEAR_THE_ANSWER,
        RESOLVE,
        PASS_TIME
    }

    /** A value that a user typed and the hub was shown. */
    record Told(String system, String externalId, TaskField field, Object value) {}

    private static final int MOST_ROUNDS = 12;
    private static final String[] TITLES = {"Plan", "Build", "Test", "Ship"};
    private static final String[] TEXTS = {"short", "a longer text", "another one", ""};
    private static final String[] NAMES = {"CE", "BA", "TA", ""};
    private static final Object[] NUMBERS = {1.0, 2.5, 8.25, null};
    private static final List<List<String>> TAGS =
            List.of(List.of("a"), List.of("a", "b"), List.of("b", "c"), List.of());
    private static final String[] DAYS = {"2026-02-01", "2026-03-01", "2026-04-01", ""};

    final TestHub hub;
    final SimulatedAirtable airtable;
    final SimulatedConvex convex;
    final List<SimulatedRemote> remotes;
    final Set<Told> told = new LinkedHashSet<>();
    final Set<Link.Key> heardOf = new LinkedHashSet<>();

    /** Items that came back, so it seemed, after others had taken their places. */
    int returned;

    private final Map<String, String> todos = new LinkedHashMap<>();
    private final List<List<Written>> answers = new ArrayList<>();

    World(TestHub hub, long airtableSkewMillis) {
        this.hub = hub;
        this.airtable = new SimulatedAirtable(hub.mapping(TestHub.AIRTABLE), hub.clock, airtableSkewMillis);
        this.convex = new SimulatedConvex(hub.mapping(TestHub.CONVEX), hub.clock);
        this.remotes = List.of(airtable, convex);
    }

    void take(Step step) {
        hub.clock.pass(Duration.ofMillis(37));
        SimulatedRemote remote = remotes.get(step.a % remotes.size());
        switch (step.kind) {
            case CREATE -> create(remote, step);
            case EDIT -> pick(remote.live(), step.b).ifPresent(item -> edit(remote, item, step.c));
            case DELETE -> pick(remote.live(), step.b).ifPresent(remote::delete);
            case DUPLICATE -> pick(airtable.live(), step.b).ifPresent(airtable::duplicate);
            case LIST_TODO -> listTodo(step);
            case EDIT_IN_HUB -> editInHub(step);
            case HEAR -> hear(remote, step.b, true);
            case HEAR_TWICE -> hear(remote, step.b, false);
            case MISS -> {
                if (!remote.news.isEmpty()) {
                    remote.news.remove(step.b % remote.news.size());
                }
            }
            case POLL -> poll(remote);
            case SEND, SEND_AND_LOSE_THE_ANSWER, SEND_IN_VAIN, SEND_AND_WAIT -> send(remote, step.kind, 1 + step.b % 5);
            case HEAR_THE_ANSWER -> {
                if (!answers.isEmpty()) {
                    hub.sync.written(answers.remove(step.b % answers.size()));
                }
            }
            case RESOLVE -> pick(hub.conflicts.open(100), step.b)
                    .ifPresent(conflict -> resolve(conflict, step.c % 2 == 0));
            case PASS_TIME -> hub.clock.pass(Duration.ofSeconds(1 + step.b % 300));
        }
    }

    /** Nobody edits any more, and everything that can arrive arrives; returns the rounds it took. */
    int settle() {
        while (!answers.isEmpty()) {
            hub.sync.written(answers.remove(0));
        }
        for (SimulatedRemote remote : remotes) {
            while (!remote.news.isEmpty()) {
                hear(remote, 0, true);
            }
        }
        int round = 0;
        boolean quiet = false;
        while (!quiet) {
            if (++round > MOST_ROUNDS) {
                throw new AssertionError("still writing after " + MOST_ROUNDS + " rounds");
            }
            quiet = round();
        }
        return round;
    }

    /** Sends all that is due and reads everything; true when nothing was written and nothing was new. */
    boolean round() {
        hub.clock.pass(Duration.ofHours(1));
        int before = writes();
        int changes = 0;
        for (SimulatedRemote remote : remotes) {
            for (int sent = 1; sent > 0; ) {
                sent = send(remote, Kind.SEND, 50);
            }
            changes += poll(remote);
        }
        return writes() == before
                && changes == 0
                && hub.outbox.waiting().keySet().stream().allMatch("agents"::equals);
    }

    private int writes() {
        return airtable.writes + convex.writes;
    }

    private void create(SimulatedRemote remote, Step step) {
        var columns = new HashMap<String, Object>();
        columns.put(remote == airtable ? "name" : "title", TITLES[step.b % TITLES.length]);
        if (remote == convex || step.c % 3 > 0) {
            columns.put("status", statuses(remote).get(step.c % statuses(remote).size()));
        }
        remote.create(columns);
    }

    private void edit(SimulatedRemote remote, Item item, int choice) {
        var columns = remote.mapping.fields().stream()
                .filter(column ->
                        column.isReadable() && column.makesDirty() && column.field() != TaskField.COMPLETED_AT)
                .toList();
        FieldMapping column = columns.get(choice % columns.size());
        Object value = value(remote, column, choice / columns.size());
        boolean required =
                remote == convex && (column.field() == TaskField.TITLE || column.field() == TaskField.STATUS);
        if (value != null || !required) {
            remote.edit(item, column.column(), value);
        }
    }

    private static Object value(SimulatedRemote remote, FieldMapping column, int choice) {
        int four = choice % 4;
        Object value =
                switch (column.field()) {
                    case TITLE -> choice % 9 == 8 ? "" : TITLES[four];
                    case STATUS -> choice % 9 == 8
                            ? null
                            : statuses(remote).get(choice % statuses(remote).size());
                    case PRIORITY -> column.toRemote(
                            TaskField.PRIORITY.choices().get(four));
                    case PRIORITY_SCORE, ESTIMATED_HOURS, ACTUAL_HOURS -> NUMBERS[four];
                    case DUE_DATE -> DAYS[four].isEmpty()
                            ? null
                            : column.toRemote(java.time.Instant.parse(DAYS[four] + "T00:00:00Z"));
                    case TAGS -> TAGS.get(four);
                    case ATTACHMENTS -> column.toRemote(TAGS.get(four));
                    case STAGE_ID -> NAMES[four].isEmpty() ? null : List.of(NAMES[four]);
                    case ASSIGNED_TO, CREATED_BY, PROJECT_ID -> NAMES[four];
                    default -> TEXTS[four];
                };
        return column.normalise(value) == null ? null : value;
    }

    private static List<String> statuses(SimulatedRemote remote) {
        return remote.system.equals(TestHub.AIRTABLE)
                ? List.of("Pending", "In Progress", "Review", "Blocked", "Completed", "Cancelled", "Done")
                : List.of("todo", "in_progress", "review", "completed");
    }

    private void listTodo(Step step) {
        String id = "todo-" + step.a % 3;
        if (step.b % 5 == 0) {
            accept(List.of(new ItemChange(
                    TestHub.CLAUDE,
                    TestHub.LIST,
                    id,
                    null,
                    ItemChange.Type.DROPPED,
                    Map.of(),
                    null,
                    null,
                    null,
                    null)));
            return;
        }
        String status = List.of("pending", "in_progress", "completed").get(step.c % 3);
        ItemChange item = Items.todo(id, TITLES[step.b % TITLES.length], status);
        if (!todos.containsKey(id) && step.c % 4 == 0) {
            item = pick(tasks(), step.c)
                    .filter(task -> !task.isDeleted())
                    .map(task -> Items.naming(Items.todo(id, "as I call it", status), task.id()))
                    .orElse(item);
        }
        todos.put(id, status);
        accept(List.of(item));
        if (step.c % 2 == 0) {
            accept(List.of(item));
        }
    }

    private void editInHub(Step step) {
        pick(tasks(), step.a).ifPresent(task -> {
            var fields = List.of(
                    TaskField.TITLE, TaskField.STATUS, TaskField.DESCRIPTION, TaskField.TAGS, TaskField.ASSIGNED_TO);
            TaskField field = fields.get(step.b % fields.size());
            Object value =
                    switch (field) {
                        case TITLE -> TITLES[step.c % TITLES.length];
                        case STATUS -> TaskField.STATUS.choices().get(step.c % 6);
                        case TAGS -> List.of("hub");
                        default -> "hub " + step.c % 3;
                    };
            long version = step.c % 7 == 0 ? task.version() - 1 : task.version();
            hub.sync.edit(List.of(new HubEdit(task.id(), version, Map.of(field, value), "eve")));
        });
    }

    private void hear(SimulatedRemote remote, int choice, boolean once) {
        if (!remote.news.isEmpty()) {
            int index = choice % remote.news.size();
            ItemChange change = once ? remote.news.remove(index) : remote.news.get(index);
            accept(List.of(change));
        }
    }

    /** A complete listing, from which deletions show as well. */
    private int poll(SimulatedRemote remote) {
        var changes = new ArrayList<ItemChange>();
        remote.items.values().stream()
                .filter(item -> !item.deleted || remote == convex)
                .map(remote::show)
                .forEach(changes::add);
        hub.links.linkedIds(remote.system, remote.container).stream()
                .map(remote.items::get)
                .filter(item -> item.deleted)
                .map(remote::show)
                .forEach(changes::add);
        return accept(changes);
    }

    private int accept(List<ItemChange> changes) {
        int news = 0;
        for (ItemChange change : changes) {
            note(change);
            Accepted accepted = hub.sync.accept(List.of(change));
            news += accepted.created() + accepted.changed();
        }
        return news;
    }

    /** Notes what the hub is about to see for the first time. */
    private void note(ItemChange change) {
        var key = new Link.Key(change.system(), change.container(), change.externalId());
        Link link = hub.links
                .find(change.system(), change.container(), change.externalId())
                .orElse(null);
        boolean item = change.type() == ItemChange.Type.WHOLE;
        if (item && link != null && link.state() == Link.State.DELETED && link.isBehind(change.version())) {
            boolean replaced = hub.links.ofTasks(List.of(link.taskId())).stream()
                    .anyMatch(other -> other.system().equals(link.system()) && other.state() != Link.State.DELETED);
            returned += replaced ? 1 : 0;
        }
        if (!item || (link != null && (link.isAheadOf(change.version()) || link.state() == Link.State.DELETED))) {
            return;
        }
        heardOf.add(key);
        Map<String, Object> base = link == null ? Map.of() : link.base();
        for (FieldMapping column : hub.mapping(change.system()).fields()) {
            Object value = column.normalise(change.item().get(column.column()));
            // An agent that names a task words it as it likes.
            boolean wording = change.system().equals(TestHub.CLAUDE)
                    && column.field() == TaskField.TITLE
                    && link == null
                    && change.taskId() != null;
            if (column.isReadable()
                    && !wording
                    && column.makesDirty()
                    && column.field() != TaskField.COMPLETED_AT
                    && column.field().kind() != TaskField.Kind.SET
                    && value != null
                    && !Objects.equals(value, base.get(column.column()))) {
                told.add(new Told(change.system(), change.externalId(), column.field(), value));
            }
        }
    }

    private int send(SimulatedRemote remote, Kind how, int max) {
        List<Outgoing> claimed = hub.sync.claim(remote.system, max);
        if (claimed.isEmpty()) {
            return 0;
        }
        if (how == Kind.SEND_IN_VAIN) {
            hub.deliveries.postpone(claimed, new RemoteUnavailable("away"));
            return 0;
        }
        try {
            List<Written> written = remote.write(claimed);
            switch (how) {
                case SEND_AND_LOSE_THE_ANSWER -> hub.deliveries.postpone(claimed, new RemoteUnavailable("cut off"));
                case SEND_AND_WAIT -> answers.add(written);
                default -> hub.sync.written(written);
            }
        } catch (SimulatedConvex.VersionConflict e) {
            accept(List.of(remote.show(e.row)));
            hub.outbox.release(claimed);
        } catch (RemoteRefused e) {
            hub.deliveries.refused(claimed, e);
        }
        return claimed.size();
    }

    private void resolve(Conflict conflict, boolean takeRemote) {
        hub.sync.resolve(conflict.id(), takeRemote, "eve");
    }

    List<Task> tasks() {
        return hub.tasks.find(hub.jdbc.queryForList("SELECT id FROM task ORDER BY id", String.class)).values().stream()
                .sorted(java.util.Comparator.comparing(Task::number))
                .toList();
    }

    private static <T> java.util.Optional<T> pick(List<T> all, int choice) {
        return all.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(all.get(choice % all.size()));
    }
}
