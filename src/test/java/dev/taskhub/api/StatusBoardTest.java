package dev.taskhub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.zaxxer.hikari.HikariDataSource;
import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtablePlans;
import dev.taskhub.airtable.AirtablePoll;
import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.BudgetStatus;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.airtable.WebhookState;
import dev.taskhub.api.SystemStatus.State;
import dev.taskhub.comment.CommentOutbox;
import dev.taskhub.convex.ConvexPoll;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.convex.ConvexSubscription;
import dev.taskhub.sync.Consistency;
import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.Pauses;
import dev.taskhub.sync.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatusBoardTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final HikariDataSource store = new HikariDataSource();
    private final AirtablePoll airtablePoll = mock();
    private final AirtableColumns airtableColumns = mock();
    private final AirtablePlans airtablePlans = mock();
    private final AirtableHook airtableHook = mock();
    private final RequestBudget budget = mock();
    private final AirtableQuota quota = mock();
    private final ConvexPoll convexPoll = mock();
    private final ConvexSubscription convexSubscription = mock();
    private final HeldDeletions held = mock();
    private final Inbox inbox = mock();
    private final CommentOutbox comments = mock();
    private final Pauses pauses = mock();
    private final Progress progress = mock();
    private final Consistency consistency = mock();
    private final Consistency.Check lastCheck = new Consistency.Check(Instant.EPOCH, Instant.EPOCH, false, Map.of());
    private JdbcClient client;

    @BeforeEach
    void openStore(@TempDir Path folder) {
        store.setJdbcUrl("jdbc:sqlite:" + folder.resolve("hub.db"));
        Flyway.configure().dataSource(store).load().migrate();
        client = JdbcClient.create(store);
        when(airtablePoll.lastRead()).thenReturn(Optional.of(NOW));
        when(airtableHook.current())
                .thenReturn(Optional.of(new WebhookState("ach1", "c2VjcmV0", 7, NOW, "https://hub.example", "tbl1")));
        when(budget.status()).thenReturn(new BudgetStatus(12, 1, 0, null));
        when(convexPoll.cursorTime()).thenReturn(Optional.of(NOW.minusSeconds(9)));
        when(convexSubscription.isLive()).thenReturn(Optional.of(true));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void countsWhatIsThereAndWhatWaits() {
        task("t1", "todo", null);
        task("t2", "todo", null);
        task("t3", "completed", null);
        task("t4", "todo", 5L);
        outbox("t1", "airtable", 0, null);
        outbox("t2", "airtable", 3, "over the limit");
        outbox("t1", "agents", 0, null);
        when(comments.waiting()).thenReturn(1L);
        when(inbox.countPending()).thenReturn(1L);
        execute("INSERT INTO parked_message VALUES ('convex:t3', 'r', 'convex', 't3', '{}', 'c', 'h', 1, 'parked')");
        execute("INSERT INTO parked_message VALUES ('convex:t2', 'r', 'convex', 't2', '{}', 'c', 'h', 1, 'done')");
        execute("INSERT INTO conflict (id, task_id, system, container, external_id, field, opened_at)"
                + " VALUES ('c1', 't1', 'airtable', 'Tasks', 'rec1', 'title', 1)");
        execute("INSERT INTO task_event VALUES ('e1', 't1', 1000, 'CREATED', 'a', 'airtable', NULL, '[]')");
        execute("INSERT INTO task_event VALUES ('e2', 't1', 3000, 'UPDATED', 'a', 'airtable', NULL, '[]')");
        execute("INSERT INTO task_event VALUES ('e3', 't1', 2000, 'UPDATED', 'a', 'claude', NULL, '[]')");

        HubStatus status = board("https://x.convex.cloud").status();

        assertThat(status.totals())
                .isEqualTo(new HubStatus.Totals(3, Map.of("todo", 2L, "completed", 1L), 3, 1, 1, 1, 1));
        SystemStatus airtable = status.systems().get("airtable");
        assertThat(airtable.outbox()).isEqualTo(new SystemStatus.Queue(2, 1, "over the limit"));
        assertThat(airtable.state()).isEqualTo(State.DEGRADED);
        assertThat(airtable.openConflicts()).isEqualTo(1);
        assertThat(airtable.lastEventAt()).isEqualTo(Instant.ofEpochMilli(3000));
        assertThat(status.systems().get("claude").lastEventAt()).isEqualTo(Instant.ofEpochMilli(2000));
        assertThat(status.systems().get("convex").parked()).isEqualTo(1);
        assertThat(status.systems().get("convex").cursorTime()).isEqualTo(NOW.minusSeconds(9));
        assertThat(status.systems().get("convex").live()).isTrue();
    }

    @Test
    void showsHowTheTableDiffersFromTheMapping() {
        assertThat(airtable().schemaDrift()).isNull();

        when(airtableColumns.drift()).thenReturn(List.of("AirTable's column \"status\" is called \"State\" now"));

        assertThat(airtable().schemaDrift()).containsExactly("AirTable's column \"status\" is called \"State\" now");
    }

    @Test
    void showsHeldDeletionsAndWhatToDo() {
        when(held.in("airtable")).thenReturn(Optional.of(new HeldDeletions.Hold(30, 100, NOW, false)));
        assertThat(airtable().heldDeletions())
                .isEqualTo(new SystemStatus.HeldDeletions(30, 100, NOW, Deletions.held("airtable")));

        when(held.in("airtable")).thenReturn(Optional.of(new HeldDeletions.Hold(30, 100, NOW, true)));
        assertThat(airtable().heldDeletions().todo()).isEqualTo(Deletions.agreed("airtable"));

        when(held.in("airtable")).thenReturn(Optional.empty());
        assertThat(airtable().heldDeletions()).isNull();
    }

    @Test
    void tellsWhyAllThatWaitsGoesOnWaiting() {
        outbox("t1", "airtable", 0, null);
        when(pauses.of("airtable"))
                .thenReturn(Optional.of(new Pauses.Pause(NOW.plusSeconds(60), "the token is not valid")));

        SystemStatus airtable = board("").status().systems().get("airtable");

        String why = "nothing is sent until 2026-01-05T12:01:00Z: the token is not valid";
        assertThat(airtable.outbox()).isEqualTo(new SystemStatus.Queue(1, 0, why));
        assertThat(airtable.state()).isEqualTo(State.DEGRADED);
        assertThat(airtable.why()).isEqualTo(why);
    }

    @Test
    void tellsHowLongTheRestOfLongWorkTakesWhereThatIsKnown() {
        when(progress.steps()).thenReturn(Map.of("sending to convex", new Progress.Step(100, 50L, 25.04, false)));

        assertThat(board("").status().work())
                .containsExactly(new HubStatus.Work("sending to convex", 100, 50L, 25.0, 2L, false));
    }

    @Test
    void tellsOfTheLastConsistencyCheck() {
        assertThat(board("").status().consistency()).isSameAs(lastCheck);
    }

    @Test
    void namesNoSecretAndLeavesOutWhatASystemDoesNotHave() throws Exception {
        ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

        String text = json.writeValueAsString(board("").status());

        assertThat(text).doesNotContain("c2VjcmV0").contains("\"id\":\"ach1\"", "\"state\":\"unused\"");
        assertThat(json.readTree(text).at("/systems/claude").fieldNames())
                .toIterable()
                .containsExactly("state", "outbox", "parked", "openConflicts");
    }

    @Test
    void countsAsDegradedButNotAsDownWhatIsWrongWithARemote() {
        assertThat(new RemotesHealth(board("")).health().getStatus()).isEqualTo(Status.UP);

        when(budget.status()).thenReturn(new BudgetStatus(12, 0, 0, NOW.plusSeconds(30)));

        var health = new RemotesHealth(board("")).health();
        assertThat(health.getStatus()).isEqualTo(new Status("DEGRADED"));
        assertThat(health.getDetails()).extractingByKey("airtable").asString().contains("left alone until");
    }

    @Test
    void countsAsDegradedThatTheMonthsCallsAreUsedUp() {
        when(quota.spentSince()).thenReturn(Optional.of(NOW));

        assertThat(airtable().state()).isEqualTo(State.DEGRADED);
        var health = new RemotesHealth(board("")).health();
        assertThat(health.getStatus()).isEqualTo(new Status("DEGRADED"));
        assertThat(health.getDetails()).extractingByKey("airtable").asString().contains("used up those of the month");
    }

    private SystemStatus airtable() {
        return board("").status().systems().get("airtable");
    }

    private StatusBoard board(String convexUrl) {
        var remoteState = new RemoteState(
                Map::of,
                quota,
                new ConvexSettings(convexUrl, "", ""),
                new PollSettings(
                        new PollSettings.Reader(Duration.ofSeconds(30)),
                        new PollSettings.Reader(Duration.ofSeconds(5))),
                CLOCK);
        when(consistency.report()).thenReturn(new Consistency.Report(false, null, lastCheck, List.of()));
        return new StatusBoard(
                new StatusQueries(client, inbox, comments, pauses),
                remoteState,
                airtablePoll,
                airtableColumns,
                airtablePlans,
                airtableHook,
                budget,
                convexPoll,
                convexSubscription,
                held,
                progress,
                consistency,
                CLOCK);
    }

    private void task(String id, String status, Long deletedAt) {
        client.sql("INSERT INTO task (id, number, version, status, deleted_at, stamps) VALUES (?, ?, 1, ?, ?, '{}')")
                .params(id, id.hashCode(), status, deletedAt)
                .update();
    }

    private void outbox(String task, String system, int attempts, String error) {
        client.sql("INSERT INTO outbox VALUES (?, ?, 0, 0, 1, ?, 0, ?)")
                .params(task, system, attempts, error)
                .update();
    }

    private void execute(String sql) {
        client.sql(sql).update();
    }
}
