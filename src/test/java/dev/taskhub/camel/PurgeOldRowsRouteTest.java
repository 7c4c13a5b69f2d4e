package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** What goes and what stays; the same on PostgreSQL in {@link PurgeOldRowsPostgresTest}. */
@ContextConfiguration(classes = {Retention.class, DeletedRows.class, TestStore.class, PurgeOldRowsRouteTest.Time.class})
@TestPropertySource(
        properties = RouteTestBase.ROUTES + "file:routes/operations/purge-old-rows.camel.yaml,"
                + "file:routes/operations/purge-messages.camel.yaml,file:routes/operations/purge-sessions.camel.yaml")
class PurgeOldRowsRouteTest extends RouteTestBase {

    static class Time {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private static final long NOW = Instant.now().toEpochMilli();

    @Autowired
    DataSource store;

    private JdbcClient client;

    @BeforeEach
    void beginEmpty() {
        client = JdbcClient.create(store);
        List.of(
                        "applied_list",
                        "task_request",
                        "task_dependency",
                        "joined_task",
                        "link",
                        "task",
                        "outbox",
                        "comment",
                        "comment_link",
                        "comment_outbox",
                        "time_entry",
                        "conflict",
                        "parked_message",
                        "plan_part",
                        "proposal",
                        "CAMEL_MESSAGEPROCESSED")
                .forEach(table -> client.sql("DELETE FROM " + table).update());
    }

    @Test
    void forgetsTodoListsAppliedTwoWeeksAgo() {
        appliedList("old", daysAgo(15));
        appliedList("young", daysAgo(13));

        purge();

        assertThat(column("SELECT message_key FROM applied_list")).containsExactly("young");
    }

    @Test
    void removesInStepsHoweverManyThereAre() {
        for (int i = 0; i < 2500; i++) {
            appliedList("old" + i, daysAgo(20));
        }

        purge();

        assertThat(column("SELECT message_key FROM applied_list")).isEmpty();
    }

    @Test
    void forgetsFilesTakenInTwoWeeksAgoAndNoneOfToday() {
        var files = new JdbcMessageIdRepository(store, "dropped-files");
        files.setCreateTableIfNotExists(false);
        files.start();
        files.add("today.json");
        client.sql("INSERT INTO CAMEL_MESSAGEPROCESSED SELECT processorName, 'same.json', createdAt"
                        + " FROM CAMEL_MESSAGEPROCESSED")
                .update();

        purge();
        assertThat(column("SELECT messageId FROM CAMEL_MESSAGEPROCESSED"))
                .containsExactlyInAnyOrder("today.json", "same.json");

        age();
        purge();
        assertThat(column("SELECT messageId FROM CAMEL_MESSAGEPROCESSED")).isEmpty();
    }

    /** Makes all files twenty days older, in whatever form the driver has written their time. */
    void age() {
        client.sql("UPDATE CAMEL_MESSAGEPROCESSED SET createdAt = createdAt - ?")
                .param(Duration.ofDays(20).toMillis())
                .update();
    }

    @Test
    void removesTombstonesWithTheirLinksOnceEverybodyKnows() {
        deletedTask("gone", daysAgo(31));
        deletedTask("young", daysAgo(29));
        deletedTask("untold", daysAgo(31));
        client.sql("INSERT INTO outbox VALUES ('untold', 'convex', 0, 0, 1, 0, 0, NULL)")
                .update();
        deletedTask("disputed", daysAgo(31));
        conflict("open", "disputed", null);
        deletedTask("living", null);

        purge();

        assertThat(column("SELECT id FROM task")).containsExactlyInAnyOrder("young", "untold", "disputed", "living");
        assertThat(column("SELECT task_id FROM link"))
                .containsExactlyInAnyOrder("young", "untold", "disputed", "living");
    }

    @Test
    void forgetsOldRequestsAndWhatForgottenTasksWaitedFor() {
        client.sql("INSERT INTO task_request VALUES ('old', 'a', ?), ('young', 'b', ?)")
                .params(daysAgo(15), daysAgo(13))
                .update();
        deletedTask("living", null);
        deletedTask("gone", daysAgo(31));
        client.sql("INSERT INTO task_dependency VALUES ('gone', 'living'), ('living', 'gone')")
                .update();
        client.sql("INSERT INTO joined_task VALUES ('a', 1, 'gone'), ('b', 2, 'living')")
                .update();

        purge();

        assertThat(column("SELECT request_key FROM task_request")).containsExactly("young");
        assertThat(column("SELECT task_id FROM task_dependency")).containsExactly("living");
        assertThat(column("SELECT task_id FROM joined_task")).containsExactly("b");
    }

    @Test
    void forgetsDismissedProposalsWithTheTasksTheyAreAbout() {
        deletedTask("living", null);
        deletedTask("there", null);
        deletedTask("gone", daysAgo(31));
        deletedTask("young", daysAgo(29));
        proposal("of the living", "living", "there", 1L);
        proposal("newer is gone", "living", "gone", 1L);
        proposal("older is gone", "gone", "there", 1L);
        proposal("newer is still known", "living", "young", 1L);
        proposal("waits for a person", "there", "never known", null);

        purge();

        assertThat(column("SELECT id FROM proposal"))
                .containsExactlyInAnyOrder("of the living", "newer is still known", "waits for a person");
    }

    private void proposal(String id, String older, String newer, Long dismissedAt) {
        client.sql("INSERT INTO proposal (id, older_task, newer_task, why, proposed_at, dismissed_at)"
                        + " VALUES (?, ?, ?, 'same title', 0, ?)")
                .params(id, older, newer, dismissedAt)
                .update();
    }

    @Test
    void removesTimeEntriesThatAreDeletedAndThoseOfDeletedTasks() {
        deletedTask("gone", daysAgo(31));
        deletedTask("living", null);
        timeEntry("of a gone task", "gone", null);
        timeEntry("old", "living", daysAgo(31));
        timeEntry("young", "living", daysAgo(29));
        timeEntry("there", "living", null);

        purge();

        assertThat(column("SELECT id FROM time_entry")).containsExactlyInAnyOrder("young", "there");
        assertThat(column("SELECT id FROM task")).containsExactly("living");
    }

    private void timeEntry(String id, String task, Long deletedAt) {
        client.sql(
                        "INSERT INTO time_entry (id, task_id, started_at, ended_at, source, created_at, updated_at, deleted_at,"
                                + " version, origin) VALUES (?, ?, 0, 1, 'HAND', 0, 0, ?, 1, 'hub')")
                .params(id, task, deletedAt)
                .update();
    }

    @Test
    void forgetsPlansThatAreGoneOnceNoTaskNamesThem() {
        part("old", daysAgo(31));
        part("young", daysAgo(29));
        part("there", null);
        part("named", daysAgo(31));
        client.sql("INSERT INTO task (id, number, version, stage_id, stamps) VALUES ('t1', 1, 1, 'named', '{}')")
                .update();

        purge();

        assertThat(column("SELECT id FROM plan_part")).containsExactlyInAnyOrder("young", "there", "named");
    }

    private void part(String id, Long deletedAt) {
        client.sql("INSERT INTO plan_part (id, level, system, container, updated_at, deleted_at, change)"
                        + " VALUES (?, 'stage', 'airtable', 'app1', 0, ?, 1)")
                .params(id, deletedAt)
                .update();
    }

    @Test
    void remembersForGoodWhatStandsCancelledInTheFullstackApp() {
        deletedTask("cancelled there", daysAgo(31));
        linkInTheApp("cancelled there", "{\"status\":3.0}");
        deletedTask("gone there", daysAgo(31));
        linkInTheApp("gone there", null);

        purge();

        assertThat(column("SELECT id FROM task")).containsExactly("cancelled there");
    }

    private void linkInTheApp(String task, String sent) {
        client.sql("INSERT INTO link (system, container, external_id, task_id, state, base, sent)"
                        + " VALUES ('convex', 'dev-1.convex.cloud/tasks', ?, ?, 'deleted', '{}', ?)")
                .params("k" + task, task, sent)
                .update();
    }

    @Test
    void removesDeletedCommentsOnceEverybodyKnows() {
        deletedTask("living", null);
        comment("gone", "living", daysAgo(31), "deleted");
        comment("young", "living", daysAgo(29), "deleted");
        comment("living", "living", null, "linked");
        comment("standing somewhere", "living", daysAgo(31), "linked");
        comment("untold", "living", daysAgo(31), "deleted");
        client.sql("INSERT INTO comment_outbox VALUES ('untold', 'convex', 0, 0, 1, 0, 0, NULL)")
                .update();

        purge();

        var kept = List.of("young", "living", "standing somewhere", "untold");
        assertThat(column("SELECT id FROM comment")).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(column("SELECT comment_id FROM comment_link")).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void removesCommentsWithTheTaskThatTheyAreOn() {
        deletedTask("gone", daysAgo(31));
        deletedTask("young", daysAgo(29));
        comment("on gone", "gone", null, "linked");
        comment("on young", "young", null, "linked");

        purge();

        assertThat(column("SELECT id FROM task")).containsExactly("young");
        assertThat(column("SELECT id FROM comment")).containsExactly("on young");
        assertThat(column("SELECT comment_id FROM comment_link")).containsExactly("on young");
    }

    @Test
    void forgetsDecisionsAfterNinetyDays() {
        conflict("old", "t1", daysAgo(91));
        conflict("young", "t1", daysAgo(89));
        conflict("open", "t1", null);
        parked("delivered", daysAgo(91), "done");
        parked("given up", daysAgo(91), "dropped");
        parked("lately", daysAgo(89), "done");
        parked("waiting", daysAgo(91), "parked");
        parked("to be sent again", daysAgo(91), "retry");

        purge();

        assertThat(column("SELECT id FROM conflict")).containsExactlyInAnyOrder("young", "open");
        assertThat(column("SELECT id FROM parked_message"))
                .containsExactlyInAnyOrder("lately", "waiting", "to be sent again");
    }

    private void purge() {
        Exchange done = run("purge-old-rows", null);
        assertThat(done.getException()).isNull();
    }

    private static Long daysAgo(int days) {
        return NOW - Duration.ofDays(days).toMillis();
    }

    private void appliedList(String key, Long appliedAt) {
        client.sql("INSERT INTO applied_list VALUES (?, ?)")
                .params(key, appliedAt)
                .update();
    }

    private void deletedTask(String id, Long deletedAt) {
        client.sql("INSERT INTO task (id, number, version, deleted_at, stamps) VALUES (?, ?, 1, ?, '{}')")
                .params(id, id.hashCode(), deletedAt)
                .update();
        client.sql("INSERT INTO link (system, container, external_id, task_id, state, base)"
                        + " VALUES ('airtable', 'Tasks', ?, ?, 'deleted', '{}')")
                .params("rec" + id, id)
                .update();
    }

    private void comment(String id, String task, Long deletedAt, String state) {
        client.sql("INSERT INTO comment VALUES (?, ?, 'Ada', 'text', 1, 1, ?, 1, 'convex')")
                .params(id, task, deletedAt)
                .update();
        client.sql("INSERT INTO comment_link VALUES ('convex', 'rows', ?, 'row', ?, ?, 0, 1, 'text', NULL, '1', NULL)")
                .params("there " + id, id, state)
                .update();
    }

    private void conflict(String id, String task, Long resolvedAt) {
        client.sql("INSERT INTO conflict (id, task_id, system, container, external_id, field, opened_at, resolved_at)"
                        + " VALUES (?, ?, 'airtable', 'Tasks', 'rec1', 'title', 1, ?)")
                .params(id, task, resolvedAt)
                .update();
    }

    private void parked(String id, Long at, String state) {
        client.sql("INSERT INTO parked_message VALUES (?, 'r', 'airtable', 't', '{}', 'c', 'h', ?, ?)")
                .params(id, at, state)
                .update();
    }

    private List<String> column(String sql) {
        return client.sql(sql).query(String.class).list();
    }
}
