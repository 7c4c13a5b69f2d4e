package dev.taskhub.sync;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.task.Chunks;
import dev.taskhub.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a hub that writes nothing would write where: found by the code that writes in a real run. */
@Component("dryRun")
public class DryRun {

    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    /** Nobody reads more of them, and an answer has to end somewhere. */
    static final int MOST_SHOWN = 1000;

    /** UNTRANSLATABLE: the task has a value that the system has no counterpart for, so that it would be parked. */
    private enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        UNTRANSLATABLE
    }

    /**
     * One write that a real run would make.
     *
     * @param task what people call the task, {@code T-12}
     * @param kind {@code create}, {@code update}, {@code delete}, or {@code untranslatable} for what would be parked
     * @param columns what would be written, in the system's own terms; {@code null} clears
     */
    public record PlannedWrite(String task, String title, String system, String kind, Map<String, Object> columns) {}

    /**
     * @param complete whether all remotes have been read, so that nothing more is to come but what people change
     * @param proposals how many pairs of tasks may be the same; until a person decides, they are made nowhere
     * @param counts by system, then by kind
     * @param writes the first 1000 of them
     */
    public record Plan(
            boolean complete, long proposals, Map<String, Map<String, Long>> counts, List<PlannedWrite> writes) {}

    private final DryRunSettings settings;
    private final Acquaintance acquaintance;
    private final Workspaces workspaces;
    private final Outbound outbound;
    private final Outbox outbox;
    private final Proposals proposals;
    private volatile boolean reported;

    DryRun(
            DryRunSettings settings,
            Acquaintance acquaintance,
            Workspaces workspaces,
            Outbound outbound,
            Outbox outbox,
            Proposals proposals) {
        this.settings = settings;
        this.acquaintance = acquaintance;
        this.workspaces = workspaces;
        this.outbound = outbound;
        this.outbox = outbox;
        this.proposals = proposals;
    }

    /**
     * What would be written as things stand.
     *
     * @throws NotFound when this is no dry run
     */
    public Plan plan() {
        if (!settings.dryRun()) {
            throw new NotFound("this is no dry run; start the hub with taskhub.dry-run=true for one");
        }
        var counts = new TreeMap<String, Map<String, Long>>();
        var writes = new ArrayList<PlannedWrite>();
        for (Remote remote : acquaintance.remotes()) {
            var count = counts.computeIfAbsent(remote.system(), system -> new TreeMap<>());
            for (Kind kind : Kind.values()) {
                count.put(name(kind), 0L);
            }
            for (List<String> taskIds : Chunks.of(outbox.taskIds(remote.system()))) {
                Workspace work = workspaces.look(taskIds);
                for (Task task : work.tasks(taskIds)) {
                    PlannedWrite write = planned(work, task, remote);
                    if (write != null) {
                        count.merge(write.kind(), 1L, Long::sum);
                        if (writes.size() < MOST_SHOWN) {
                            writes.add(write);
                        }
                    }
                }
            }
        }
        return new Plan(acquaintance.isMade(), proposals.countOpen(), counts, writes);
    }

    /** Says in the log, once all remotes have been read, what would be written; to be called every few seconds. */
    public void report() {
        if (settings.dryRun() && !reported && acquaintance.isMade()) {
            Plan plan = plan();
            reported = true;
            LOG.info(
                    "DRY RUN: a real run would write now: {}; {} pairs of tasks may be the same. Each write stands in"
                            + " GET /api/dry-run",
                    plan.counts(),
                    plan.proposals());
        }
    }

    private PlannedWrite planned(Workspace work, Task task, Remote remote) {
        try {
            Outgoing due = outbound.due(work, task, remote, 0);
            return due == null ? null : write(task, remote, kind(due), due.columns());
        } catch (Untranslatable e) {
            return write(task, remote, Kind.UNTRANSLATABLE, Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private static PlannedWrite write(Task task, Remote remote, Kind kind, Map<String, Object> columns) {
        return new PlannedWrite(task.alias(), task.title(), remote.system(), name(kind), columns);
    }

    private static Kind kind(Outgoing due) {
        if (due.deleted()) {
            return Kind.DELETE;
        }
        return due.externalId() == null ? Kind.CREATE : Kind.UPDATE;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
