package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.SetClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Finding the records on which somebody commented, on both databases. */
class AirtableCommentSweepTest {

    @TempDir
    static Path folder;

    private static DataSource sqlite;
    private static DataSource postgres;

    @BeforeAll
    static void open() {
        sqlite = Database.sqlite(folder).open();
        postgres = Database.postgres().open();
    }

    @AfterAll
    static void close() throws Exception {
        ((AutoCloseable) sqlite).close();
        ((AutoCloseable) postgres).close();
    }

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(sqlite);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(postgres);
        }
    }

    abstract static class Cases {

        private final DataSource store;
        private final SetClock clock = new SetClock();
        private CommentCounts counts;
        private AirtableCommentSweep sweep;

        Cases(DataSource store) {
            this.store = store;
        }

        @BeforeEach
        void begin() {
            var jdbc = new JdbcTemplate(store);
            jdbc.update("DELETE FROM comment_count");
            jdbc.update("DELETE FROM position");
            counts = new CommentCounts(jdbc, Wire.RECORDS);
            sweep = sweep(Duration.ofMinutes(5));
        }

        @Test
        void asksForTheNumberOfCommentsAndLittleElse() {
            var call = sweep.next(sweep.begin());

            assertThat(call.path()).isEqualTo(Wire.TASKS_PATH);
            assertThat(Wire.query(call))
                    .containsExactly("pageSize=100", "fields[]=Last Modified", "recordMetadata[]=commentCount");
            assertThat(Wire.parameter(sweep.next(new CommentCounting("itr1", false)), "offset"))
                    .isEqualTo("itr1");
        }

        @Test
        void hasThoseReadWhoseNumberHasChanged() {
            count("rec1", 2, "rec2", 0, "rec3", 1);
            assertThat(unread()).containsExactly("rec1", "rec3");
            sweep.begin();
            take();

            count("rec1", 2, "rec2", 1, "rec3", 0);

            assertThat(unread()).containsExactly("rec2", "rec3");
        }

        @Test
        void goesOnAfterARestartWithWhatWasNotRead() {
            count("rec1", 2, "rec2", 1);
            sweep.taken(sweep.nextUnread());

            sweep = sweep(Duration.ofMinutes(5));

            assertThat(unread()).containsExactly("rec2");
        }

        @Test
        void looksAgainAtWhatHasChangedWhileItWasRead() {
            count("rec1", 2);
            UnreadComments reading = sweep.nextUnread();
            count("rec1", 3);

            sweep.taken(reading);

            sweep.begin();
            assertThat(unread()).containsExactly("rec1");
        }

        @Test
        void doesNotReadWhatTheHubWroteItself() {
            count("rec1", 1);
            take();
            counts.changed("rec1", 1);
            counts.changed("rec2", 1);
            counts.changed("rec2", 1);
            counts.changed("rec2", -1);

            count("rec1", 2, "rec2", 1);

            assertThat(unread()).isEmpty();
        }

        @Test
        void forgetsARecordThatIsGone() {
            count("rec1", 1);

            sweep.gone(sweep.nextUnread());

            sweep.begin();
            assertThat(unread()).isEmpty();
        }

        @Test
        void readsAllAnewForEdits() {
            count("rec1", 1, "rec2", 0);
            take();
            sweep.finish();
            assertThat(sweep.isDue()).isFalse();

            sweep.readAllAnew();

            assertThat(sweep.isDue()).isTrue();
            sweep.begin();
            assertThat(unread()).containsExactly("rec1");
        }

        @Test
        void restsUntilItsTimeAndLongerAfterALongListing() {
            assertThat(sweep.isDue()).isTrue();
            count("rec1", 0);
            assertThat(sweep.isDue()).isFalse();
            clock.pass(Duration.ofMinutes(5));
            assertThat(sweep.isDue()).isTrue();

            sweep.begin();
            clock.pass(Duration.ofMinutes(2));
            sweep.page(page("rec1", 0));

            clock.pass(Duration.ofMinutes(17));
            assertThat(sweep.isDue()).isFalse();
            clock.pass(Duration.ofMinutes(1));
            assertThat(sweep.isDue()).isTrue();
        }

        @Test
        void hasReadAllOnceItHasComeToItsEnd() {
            assertThat(sweep.hasReadComments()).isFalse();

            sweep.finish();

            assertThat(sweep.hasReadComments()).isTrue();
            assertThat(sweep(Duration.ofMinutes(5)).hasReadComments())
                    .as("after a restart")
                    .isTrue();
        }

        @Test
        void hasNothingToReadWhenItIsOff() {
            var off = sweep(Duration.ZERO);

            assertThat(off.isDue()).isFalse();
            assertThat(off.hasReadComments()).isTrue();
        }

        @Test
        void neverTakesAnAnswerWithoutRecordsForAnEmptyTable() {
            assertThatThrownBy(() -> sweep.page(Map.of())).isInstanceOf(RemoteUnavailable.class);
        }

        private void count(Object... recordsAndCounts) {
            sweep.begin();
            assertThat(sweep.page(page(recordsAndCounts)).done()).isTrue();
        }

        private void take() {
            for (UnreadComments next = sweep.nextUnread(); next != null; next = sweep.nextUnread()) {
                sweep.taken(next);
            }
        }

        private List<String> unread() {
            var found = new ArrayList<String>();
            for (UnreadComments next = sweep.nextUnread(); next != null; next = sweep.nextUnread()) {
                found.add(next.recordId());
            }
            return found;
        }

        private static Map<String, Object> page(Object... recordsAndCounts) {
            var records = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < recordsAndCounts.length; i += 2) {
                records.add(Map.of("id", recordsAndCounts[i], "commentCount", recordsAndCounts[i + 1]));
            }
            return Map.of("records", records);
        }

        private AirtableCommentSweep sweep(Duration every) {
            try (var context = new AnnotationConfigApplicationContext()) {
                context.registerBean(JdbcClient.class, () -> JdbcClient.create(store));
                context.registerBean(SetClock.class, () -> clock);
                context.register(Positions.class);
                context.refresh();
                return new AirtableCommentSweep(
                        Wire.RECORDS,
                        counts,
                        new AirtablePositions(Wire.RECORDS, context.getBean(Positions.class), new ObjectMapper()),
                        new AirtableCommentSettings(every),
                        clock,
                        new JdbcTransactionManager(store));
            }
        }
    }

    @Test
    void doesNotTakeANegativeTime() {
        assertThatThrownBy(() -> new AirtableCommentSettings(Duration.ofSeconds(-1)))
                .hasMessageContaining("taskhub.airtable.comments-every");
    }
}
