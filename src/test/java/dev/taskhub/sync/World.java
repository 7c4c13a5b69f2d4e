package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.SimulatedRemote.Item;
import dev.taskhub.sync.Step.Kind;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hub between two remotes and an agent's list, driven step by step: people edit everywhere, news come late, twice, out
 * of order or never, and answers get lost. {@link #settle} then lets everything come to rest.
 */
final class World {

    private static final int MOST_ROUNDS = 12;

    final TestHub hub;
    final SimulatedAirtable airtable;
    final SimulatedConvex convex;
    final List<SimulatedRemote> remotes;
    final Ledger ledger;

    private final Clocks clocks;
    private final Set<String> todos = new HashSet<>();
    private final List<List<Written>> answers = new ArrayList<>();

    World(TestHub hub, Clocks clocks) {
        this.hub = hub;
        this.clocks = clocks;
        this.ledger = new Ledger(hub);
        this.airtable = new SimulatedAirtable(hub.mapping(TestHub.AIRTABLE), hub.clock, clocks.airtableSkew());
        this.convex = new SimulatedConvex(hub.mapping(TestHub.CONVEX), hub.clock, clocks.convexSkew());
        this.remotes = List.of(airtable, convex);
    }

    void take(Step step) {
        hub.clock.pass(Duration.ofMillis(clocks.stepMillis()));
        SimulatedRemote remote = remotes.get(step.a() % remotes.size());
        switch (step.kind()) {
            case CREATE -> create(remote, step);
            case EDIT -> pick(remote.live(), step.b()).ifPresent(item -> edit(remote, item, step.c()));
            case DELETE -> pick(remote.live(), step.b()).ifPresent(remote::delete);
            case RESTORE -> pick(remote.gone(), step.b()).ifPresent(remote::restore);
            case DUPLICATE -> pick(airtable.live(), step.b()).ifPresent(airtable::duplicate);
            case LIST_TODO -> listTodo(step);
            case EDIT_IN_HUB -> editInHub(step);
            case HEAR -> hear(remote, step.b(), true);
            case HEAR_TWICE -> hear(remote, step.b(), false);
            case MISS -> {
                if (!remote.news.isEmpty()) {
                    remote.news.remove(step.b() % remote.news.size());
                }
            }
            case POLL -> poll(remote);
            case SEND, SEND_AND_LOSE_THE_ANSWER, SEND_IN_VAIN, SEND_AND_WAIT -> send(
                    remote, step.kind(), 1 + step.b() % 5);
            case HEAR_THE_ANSWER -> {
                if (!answers.isEmpty()) {
                    hub.sync.written(answers.remove(step.b() % answers.size()));
                }
            }
            case RESOLVE -> {
                pick(hub.conflicts.open(100), step.b()).ifPresent(conflict -> resolve(conflict, step.c()));
                pick(hub.bean(Proposals.class).open(Integer.MAX_VALUE), step.b())
                        .ifPresent(proposal -> decide(proposal, step.c() % 3 > 0));
            }
            case REPAIR -> repair();
            case TURN_BACK -> hub.clock.pass(Duration.ofSeconds(-1 - step.b() % 300));
            case PASS_TIME -> hub.clock.pass(Duration.ofSeconds(1 + step.b() % 300));
        }
    }

    /** The hub has read all that both remotes hold, and looks for what is the same. */
    void meet() {
        for (SimulatedRemote remote : remotes) {
            poll(remote);
            hub.hasRead(remote.system);
        }
        ledger.join(hub.bean(FirstContact.class)::look);
        assertThat(hub.bean(Namesakes.class).groups().stream()
                        .flatMap(group -> Families.of(group).pairs().stream())
                        .filter(pair -> !isProposed(pair)))
                .as("pairs that may be the same and nobody is asked about")
                .isEmpty();
    }

    private boolean isProposed(Families.Pair pair) {
        return hub.bean(Proposals.class).open(Integer.MAX_VALUE).stream()
                .anyMatch(proposal -> proposal.olderTask().equals(pair.older().taskId())
                        && proposal.newerTask().equals(pair.newer().taskId()));
    }

    /** Nobody edits any more, and everything that can arrive arrives. */
    void settle() {
        while (!answers.isEmpty()) {
            hub.sync.written(answers.remove(0));
        }
        for (SimulatedRemote remote : remotes) {
            while (!remote.news.isEmpty()) {
                hear(remote, 0, true);
            }
        }
        rest();
        if (hub.parked.countWaiting() > 0) {
            retryWhatIsParked();
            rest();
        }
    }

    private void rest() {
        for (int round = 0; !round(); round++) {
            if (round == MOST_ROUNDS) {
                throw new AssertionError("still writing after " + MOST_ROUNDS + " rounds");
            }
        }
    }

    /** An operator's answer to what a system refused, which may have been right but for the time. */
    private void retryWhatIsParked() {
        hub.parked.waiting(100).forEach(message -> hub.sync.resend(message.system(), message.taskId()));
        hub.jdbc.update("UPDATE parked_message SET state = 'done' WHERE state = 'parked'");
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
        columns.put(remote == airtable ? "name" : "title", TypedValues.title(step.b()));
        if (remote == convex || step.c() % 3 > 0) {
            columns.put("status", TypedValues.status(remote.system, step.c()));
        }
        remote.create(columns);
    }

    private void edit(SimulatedRemote remote, Item item, int choice) {
        var columns = remote.mapping.fields().stream()
                .filter(column ->
                        column.isReadable() && column.makesDirty() && column.field() != TaskField.COMPLETED_AT)
                .toList();
        FieldMapping column = columns.get(choice % columns.size());
        Object value = TypedValues.of(remote.system, column, choice / columns.size());
        boolean required =
                remote == convex && (column.field() == TaskField.TITLE || column.field() == TaskField.STATUS);
        if (value != null || !required) {
            remote.edit(item, column.column(), value);
        }
    }

    private void listTodo(Step step) {
        String id = "todo-" + step.a() % 3;
        String status = List.of("pending", "in_progress", "completed").get(step.c() % 3);
        ItemChange item = Items.todo(id, TypedValues.title(step.b()), status);
        if (step.b() % 5 == 0) {
            ledger.show(List.of(Items.as(ItemChange.Type.DROPPED, item)));
            return;
        }
        if (todos.add(id) && step.c() % 4 == 0) {
            item = pick(tasks(), step.c())
                    .filter(task -> !task.isDeleted())
                    .map(task -> Items.naming(Items.todo(id, "as I call it", status), task.id()))
                    .orElse(item);
        }
        ledger.show(step.c() % 2 == 0 ? List.of(item, item) : List.of(item));
    }

    private void editInHub(Step step) {
        pick(tasks(), step.a()).ifPresent(task -> {
            var fields = List.of(
                    TaskField.TITLE, TaskField.STATUS, TaskField.DESCRIPTION, TaskField.TAGS, TaskField.ASSIGNED_TO);
            TaskField field = fields.get(step.b() % fields.size());
            Object value =
                    switch (field) {
                        case TITLE -> TypedValues.title(step.c());
                        case STATUS -> TaskField.STATUS.choices().get(step.c() % 6);
                        case TAGS -> List.of("hub");
                        default -> "hub " + step.c() % 3;
                    };
            long version = step.c() % 7 == 0 ? task.version() - 1 : task.version();
            hub.sync.edit(List.of(new HubEdit(task.id(), version, Map.of(field, value), "eve")));
        });
    }

    private void hear(SimulatedRemote remote, int choice, boolean once) {
        if (!remote.news.isEmpty()) {
            int index = choice % remote.news.size();
            ItemChange change = once ? remote.news.remove(index) : remote.news.get(index);
            ledger.show(List.of(change));
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
        return ledger.show(changes);
    }

    private int send(SimulatedRemote remote, Kind how, int max) {
        List<String> known =
                hub.jdbc.queryForList("SELECT task_id FROM link WHERE system = ?", String.class, remote.system);
        List<Outgoing> claimed = hub.sync.claim(remote.system, max);
        if (claimed.isEmpty()) {
            return 0;
        }
        if (!hub.bean(FirstContact.class).isMade()) {
            assertThat(claimed)
                    .extracting(Outgoing::taskId)
                    .as("written before all is read")
                    .isSubsetOf(known);
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
            ledger.show(List.of(remote.show(e.row)));
            hub.outbox.release(claimed);
        } catch (RemoteRefused e) {
            hub.deliveries.refused(claimed, e);
        }
        return claimed.size();
    }

    private void resolve(Conflict conflict, int choice) {
        if (choice % 3 == 2 && !conflict.field().equals(Conflict.LIFE)) {
            TaskField field = TaskField.named(conflict.field()).orElseThrow();
            hub.sync.resolveWith(conflict.id(), TypedValues.json(field, choice / 3), "eve");
        } else {
            hub.sync.resolve(conflict.id(), choice % 3 == 0, "eve");
        }
    }

    /** An operator has all compared and repaired, whatever is under way; what the hub then learns, it has to keep. */
    private void repair() {
        int before = tasks().size();
        compare(true);
        ledger.born += tasks().size() - before;
    }

    /** Compares the hub with both remotes, and returns what differs. */
    Consistency.Report compare(boolean repair) {
        Consistency consistency = hub.bean(Consistency.class);
        if (repair) {
            consistency.ask(true);
        }
        consistency.beginCheck();
        for (SimulatedRemote remote : remotes) {
            consistency.begin(remote.system);
            consistency.compare(
                    remote.system,
                    remote.items.values().stream()
                            .filter(item -> !item.deleted || remote == convex)
                            .map(remote::show)
                            .toList());
            consistency.end(remote.system);
        }
        consistency.finishCheck();
        return consistency.report();
    }

    private void decide(Proposal proposal, boolean accept) {
        var joins = hub.bean(Joins.class);
        if (!accept) {
            joins.dismiss(proposal.id(), "eve");
            return;
        }
        ledger.join(() -> {
            try {
                joins.accept(proposal.id(), "eve");
            } catch (IllegalArgumentException obstacle) {
                // They go on being two.
            }
        });
    }

    List<Task> tasks() {
        return hub.tasks.find(hub.jdbc.queryForList("SELECT id FROM task ORDER BY id", String.class)).values().stream()
                .sorted(Comparator.comparing(Task::number))
                .toList();
    }

    private static <T> Optional<T> pick(List<T> all, int choice) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(choice % all.size()));
    }
}
