package dev.taskhub.plan;

import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Chunks;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the tasks in line with plans, phases and stages that changed, portion by portion: their projects, and the names in
 * the agents' inboxes. What a stop in the middle leaves undone is found at the next start.
 */
@Component("planFollower")
public final class PlanFollower {

    private static final int PORTION = 500;

    private static final String MISPLACED =
            """
            SELECT task.id, task.version, stage.project_id
            FROM plan_part stage JOIN task ON task.stage_id = stage.id AND task.deleted_at IS NULL
            WHERE stage.level = 'stage' AND task.id > ?
              AND (stage.project_id IS NOT NULL AND (task.project_id IS NULL OR task.project_id <> stage.project_id)
                OR stage.project_id IS NULL AND task.project_id IN (SELECT id FROM plan_part WHERE level = 'plan'))
            ORDER BY task.id
            LIMIT ?
            """;

    private static final String OPEN_IN =
            """
            SELECT id FROM task
            WHERE id > :after AND deleted_at IS NULL AND COALESCE(status, '') IN (:open)
              AND (stage_id IN (:parts) OR project_id IN (:parts))
            ORDER BY id
            LIMIT :limit
            """;

    private final Breakdown breakdown;
    private final FirstContact contact;
    private final Sync sync;
    private final JdbcClient client;

    private Places told;
    private long toldChange = -1;
    private long placedChange = -1;

    PlanFollower(Breakdown breakdown, FirstContact contact, Sync sync, JdbcClient client) {
        this.breakdown = breakdown;
        this.contact = contact;
        this.sync = sync;
        this.client = client;
        // The inboxes are tidied at every start, so they show this much.
        this.told = breakdown.places();
    }

    /** Follows what changed since the last call, and says whether anything did; to be called every few seconds. */
    public synchronized boolean follow() {
        long change = breakdown.lastChange();
        boolean news = change != toldChange;
        if (news) {
            tell();
            toldChange = change;
        }
        if (change != placedChange && contact.isMade()) {
            place();
            placedChange = change;
        }
        return news;
    }

    private void tell() {
        Places now = breakdown.places();
        for (List<String> parts : Chunks.of(now.differingFrom(told))) {
            List<String> portion = openIn(parts, "");
            while (!portion.isEmpty()) {
                sync.resendAll(Sync.AGENTS, portion);
                portion = openIn(parts, portion.get(portion.size() - 1));
            }
        }
        told = now;
    }

    private List<String> openIn(Collection<String> parts, String after) {
        return client.sql(OPEN_IN)
                .param("after", after)
                .param("open", Task.OPEN)
                .param("parts", parts)
                .param("limit", PORTION)
                .query(String.class)
                .list();
    }

    /** Gives the tasks whose stages belong elsewhere by now their projects. */
    private void place() {
        List<HubEdit> portion = misplaced("");
        while (!portion.isEmpty()) {
            sync.edit(portion);
            portion = misplaced(portion.get(portion.size() - 1).taskId());
        }
    }

    private List<HubEdit> misplaced(String after) {
        return client.sql(MISPLACED)
                .params(after, PORTION)
                .query((row, index) -> new HubEdit(
                        row.getString(1),
                        row.getLong(2),
                        Collections.singletonMap(TaskField.PROJECT_ID, row.getString(3)),
                        "stage"))
                .list();
    }
}
