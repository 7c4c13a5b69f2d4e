package dev.taskhub.sync;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds what a system shows against the task list, field by field in the system's own terms, and changes nothing. Only what
 * is both read and written there is compared.
 */
@Component
final class Comparison {

    /** Longer values are cut: a difference is to be found by it, not mended. */
    private static final int LONGEST = 200;

    private static final int PORTION = 500;

    private final Workspaces workspaces;
    private final Links links;
    private final Outbox outbox;
    private final Mappings mappings;
    private final TaskStore tasks;
    private final TransactionTemplate transaction;

    Comparison(
            Workspaces workspaces,
            Links links,
            Outbox outbox,
            Mappings mappings,
            TaskStore tasks,
            PlatformTransactionManager transactions) {
        this.workspaces = workspaces;
        this.links = links;
        this.outbox = outbox;
        this.mappings = mappings;
        this.tasks = tasks;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The ids of the items that tasks are linked with now. */
    Set<String> linked(Remote remote) {
        return links.linkedIds(remote.system(), remote.container());
    }

    /**
     * What the items of a page differ in.
     *
     * @param unseen linked items that no page has shown yet; those of this page are taken out
     * @param strange the items without a task that were found already; those of this page are added
     */
    Findings shown(Remote remote, List<ItemChange> page, Set<String> unseen, Set<String> strange) {
        var items = page.stream()
                .map(item -> new Link.Key(item.system(), item.container(), item.externalId()))
                .toList();
        var carried = page.stream().map(ItemChange::taskId).toList();
        return look(() -> workspaces.of(items, carried), work -> {
            var waiting = outbox.waitingAmong(remote.system(), work.taskIds());
            var findings = new Findings();
            for (ItemChange item : page) {
                item(findings, work, remote, item, waiting, unseen, strange);
            }
            return findings;
        });
    }

    /** What the tasks after {@code afterId} lack in the system, and the id of the last of them; empty after the last task. */
    Optional<String> missing(Remote remote, String afterId, Set<String> unseen, Findings findings) {
        List<String> ids = tasks.idsAfter(afterId, PORTION);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        look(() -> workspaces.of(ids), work -> {
            var waiting = outbox.waitingAmong(remote.system(), ids);
            for (String id : ids) {
                work.task(id)
                        .filter(task -> !task.isDeleted())
                        .ifPresent(task -> missing(findings, work, remote, task, waiting.contains(id), unseen));
            }
            return findings;
        });
        return Optional.of(ids.get(ids.size() - 1));
    }

    private void missing(
            Findings findings, Workspace work, Remote remote, Task task, boolean waits, Set<String> unseen) {
        Link link = work.linkOf(task.id(), remote.system(), remote.container()).orElse(null);
        boolean yetToBeMade = link == null || link.state() == Link.State.CREATING;
        boolean gone = !yetToBeMade && (link.state() == Link.State.DELETED || unseen.contains(link.externalId()));
        if (gone || yetToBeMade && task.title() != null) {
            findings.compared++;
            findings.judge(
                    waits && yetToBeMade,
                    // One that may be another task's double is made once a person has decided.
                    work.isLifeHeld(task.id(), remote)
                            || !work.proposals(task.id()).isEmpty(),
                    difference(
                            remote,
                            task,
                            yetToBeMade ? null : link.externalId(),
                            Difference.WHOLE,
                            task.title(),
                            null,
                            Difference.MISSING_THERE));
        }
    }

    private void item(
            Findings findings,
            Workspace work,
            Remote remote,
            ItemChange item,
            Set<String> waiting,
            Set<String> unseen,
            Set<String> strange) {
        Link link =
                work.link(item.system(), item.container(), item.externalId()).orElse(null);
        boolean there = item.type() != ItemChange.Type.DELETED;
        if (link == null || link.state() == Link.State.DELETED) {
            boolean late = link != null && (link.isAheadOf(item.version()) || link.isGoneSince(item.askedAt()));
            if (there && !late && strange.add(item.externalId())) {
                findings.compared++;
                boolean held = link != null && work.isLifeHeld(link.taskId(), remote);
                // One that the hub made itself, and whose answer it has yet to hear, carries the task's id.
                boolean made = link == null && waiting.contains(item.taskId());
                findings.judge(made, held, stranger(remote, item, null));
            }
            return;
        }
        // Shown before by this listing, or linked since it began.
        if (!unseen.remove(item.externalId())) {
            return;
        }
        findings.compared++;
        Task task = work.task(link.taskId()).orElseThrow();
        if (link.isAheadOf(item.version()) || !there && task.isDeleted()) {
            return;
        }
        boolean waits = waiting.contains(task.id());
        boolean held = work.isLifeHeld(task.id(), remote);
        if (!there) {
            findings.judge(
                    false,
                    held,
                    difference(
                            remote,
                            task,
                            item.externalId(),
                            Difference.WHOLE,
                            task.title(),
                            null,
                            Difference.MISSING_THERE));
        } else if (task.isDeleted()) {
            findings.judge(waits, held, stranger(remote, item, task));
        } else {
            fields(findings, work, remote, item, link, task, waits);
        }
    }

    private void fields(
            Findings findings, Workspace work, Remote remote, ItemChange item, Link link, Task task, boolean waits) {
        var held = work.held(task.id(), remote.system());
        for (FieldMapping column : mappings.of(remote.system()).fields()) {
            // A task without a title leaves its items the one they had.
            boolean untitled = column.field() == TaskField.TITLE && task.title() == null;
            Object wanted = task.value(column.field());
            if (!column.isReadable() || !column.makesDirty() || !column.isWritable(wanted) || untitled) {
                continue;
            }
            String name = column.column();
            Object there = column.normalise(item.item().get(name));
            Object here = SyncRule.inRemoteTerms(column, wanted);
            if (!Objects.equals(here, there)) {
                boolean told = Objects.equals(here, link.base().get(name))
                        && !link.sent().containsKey(name);
                findings.judge(
                        waits && !told,
                        held.contains(column.field()),
                        difference(
                                remote,
                                task,
                                item.externalId(),
                                column.field().jsonName(),
                                here,
                                there,
                                Difference.DIFFERS));
            }
        }
    }

    /** An item that the hub does not have, or of which it has deleted the task. */
    private Difference stranger(Remote remote, ItemChange item, Task deleted) {
        Object title = mappings.of(remote.system())
                .forField(TaskField.TITLE)
                .map(column -> item.item().get(column.column()))
                .orElse(null);
        return new Difference(
                remote.system(),
                deleted == null ? null : deleted.id(),
                deleted == null ? null : deleted.alias(),
                item.externalId(),
                Difference.WHOLE,
                null,
                cut(title),
                Difference.UNKNOWN_HERE);
    }

    private static Difference difference(
            Remote remote, Task task, String externalId, String field, Object hub, Object there, String kind) {
        return new Difference(remote.system(), task.id(), task.alias(), externalId, field, cut(hub), cut(there), kind);
    }

    private static Object cut(Object value) {
        String text = value instanceof String string ? string : JsonColumn.write(value);
        return text == null || text.length() <= LONGEST ? value : text.substring(0, LONGEST) + "...";
    }

    /** Looks at the list while nobody changes it. */
    private Findings look(Supplier<Workspace> open, Function<Workspace, Findings> look) {
        return transaction.execute(status -> look.apply(open.get()));
    }
}
