package dev.taskhub.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxSqliteTest extends InboxContract {

    @TempDir
    Path home;

    @Override
    Database database() {
        return Database.sqlite(home);
    }

    @Test
    void takesMessagesInWhileTheTaskListIsBeingWritten() {
        hub.transaction.executeWithoutResult(status -> {
            hub.jdbc.update("UPDATE counter SET value = value");
            assertThat(CompletableFuture.supplyAsync(() -> inbox.accept("airtable", "1", "payload"))
                            .orTimeout(5, SECONDS)
                            .join())
                    .isTrue();
        });
    }

    @Test
    void readsAndForgetsInTheOrderOfTheIds() {
        assertThat(plan(InboxTable.PENDING)).containsExactly("SEARCH inbox USING INDEX inbox_by_id (id>?)");
        assertThat(plan(InboxTable.FORGET))
                .noneMatch(step -> step.startsWith("SCAN inbox"))
                .contains("SEARCH inbox USING INDEX inbox_by_id (id<?)");
    }

    private List<String> plan(String sql) {
        return jdbc.query("EXPLAIN QUERY PLAN " + sql.replace("?", "NULL"), (row, number) -> row.getString("detail"));
    }

    @Override
    void refusePoison() {
        jdbc.execute(
                """
                CREATE TRIGGER refuse_poison BEFORE INSERT ON inbox WHEN new.payload = 'poison'
                BEGIN SELECT RAISE(ABORT, 'poison'); END""");
    }

    @Override
    void hold() {
        jdbc.update("UPDATE inbox_sequence SET value = value");
    }
}
