package dev.taskhub.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sync.Database;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.time.TimeEntry.Source;
import dev.taskhub.work.TaskDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSheetTest {

    @TempDir
    static Path folder;

    private static TestHub sqlite;
    private static TestHub postgres;

    @BeforeAll
    static void open() {
        sqlite = TestHub.with(Database.sqlite(folder), "dev.taskhub.work", "dev.taskhub.time");
        postgres = TestHub.with(Database.postgres(), "dev.taskhub.work", "dev.taskhub.time");
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
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

        private final TestHub hub;
        private final TaskDesk desk;
        private final TimeSheet times;

        Cases(TestHub hub) {
            this.hub = hub;
            this.desk = hub.bean(TaskDesk.class);
            this.times = hub.bean(TimeSheet.class);
        }

        @BeforeEach
        void clear() {
            hub.clear();
            hub.jdbc.update("DELETE FROM time_entry");
        }

        @Test
        void anEntryIsKeptAsItWasLogged() {
            String task = task(Map.of());
            Instant start = hub.clock.instant().minus(Duration.ofHours(5));

            TimeEntry logged = times.log(
                    task,
                    TimeInput.read(Map.of(
                            "minutes", 90, "startedAt", start.toString(), "person", "ben", "note", " read the code ")),
                    Source.COMMIT,
                    "anna");

            assertThat(times.ofTask(task, null, 10).entries()).containsExactly(logged);
            assertThat(logged)
                    .returns("ben", TimeEntry::person)
                    .returns(start, TimeEntry::startedAt)
                    .returns(start.plus(Duration.ofMinutes(90)), TimeEntry::endedAt)
                    .returns("read the code", TimeEntry::note)
                    .returns(Source.COMMIT, TimeEntry::source);
        }

        @Test
        void anEntryWithoutMoreThanMinutesIsItsLoggersAndEndsNow() {
            TimeEntry logged = log(task(Map.of()), 30);

            assertThat(logged)
                    .returns("anna", TimeEntry::person)
                    .returns(hub.clock.instant(), TimeEntry::endedAt)
                    .returns(Duration.ofMinutes(30), TimeEntry::length);
        }

        @Test
        void theHoursOfATaskAreTheSumOfItsEntries() {
            String task = task(Map.of());

            TimeEntry first = log(task, 90);
            assertThat(hours(task)).isEqualTo(1.5);
            log(task, 20);
            assertThat(hours(task)).isEqualTo(1.83);
            times.correct(task, first.id(), TimeInput.read(Map.of("minutes", 60)), "anna");
            assertThat(hours(task)).isEqualTo(1.33);
            times.delete(task, first.id(), "anna");
            assertThat(hours(task)).isEqualTo(0.33);

            assertThat(times.ofTask(task, null, 10))
                    .returns(1L, TimeSheet.Page::count)
                    .returns(Duration.ofMinutes(20), TimeSheet.Page::spent);
        }

        @Test
        void theHoursAreEmptyOnceTheLastEntryIsGone() {
            String task = task(Map.of());

            times.delete(task, log(task, 90).id(), "anna");

            assertThat(hours(task)).isNull();
        }

        @Test
        void hoursThatATaskHadBeforeAreCarriedOver() {
            String task = task(Map.of("actualHours", 5.5));

            log(task, 30);
            log(task, 60);

            assertThat(hours(task)).isEqualTo(7.0);
            assertThat(times.ofTask(task, null, 10).entries())
                    .extracting(TimeEntry::source)
                    .containsOnlyOnce(Source.CARRIED);
        }

        @Test
        void theHoursTravelToEverySystem() {
            String task = task(Map.of());
            hub.jdbc.update("DELETE FROM outbox");

            log(task, 90);

            assertThat(hub.jdbc.queryForList("SELECT system FROM outbox WHERE task_id = ?", String.class, task))
                    .contains("airtable", "convex");
        }

        @Test
        void anotherBeginningMovesAnEntryAndOthersMayBeWrong() {
            String task = task(Map.of());
            TimeEntry logged = log(task, 30);
            Instant start = hub.clock.instant().minus(Duration.ofDays(2));

            TimeEntry corrected = times.correct(
                    task,
                    logged.id(),
                    TimeInput.read(Map.of("startedAt", start.toString(), "person", "ben", "note", "x")),
                    "anna");

            assertThat(corrected)
                    .returns(start, TimeEntry::startedAt)
                    .returns(Duration.ofMinutes(30), TimeEntry::length)
                    .returns("ben", TimeEntry::person)
                    .returns("x", TimeEntry::note)
                    .returns(2L, TimeEntry::version);
            assertThat(times.correct(task, logged.id(), TimeInput.read(Map.of("note", "")), "anna"))
                    .returns(null, TimeEntry::note)
                    .returns("ben", TimeEntry::person);
        }

        @Test
        void whatHappenedToAnEntryStaysInTheHistory() {
            String task = task(Map.of());
            TimeEntry logged = log(task, 30);
            times.correct(task, logged.id(), TimeInput.read(Map.of("minutes", 45)), "ben");
            times.delete(task, logged.id(), "cleo");

            var told = hub.jdbc.queryForList(
                    "SELECT type, actor, changes FROM task_event WHERE task_id = ? AND type LIKE 'TIME%' ORDER BY id",
                    task);

            assertThat(told)
                    .extracting(event -> event.get("type") + " " + event.get("actor"))
                    .containsExactly("TIME_ADDED anna", "TIME_CHANGED ben", "TIME_DELETED cleo");
            assertThat(told).allSatisfy(event -> assertThat((String) event.get("changes"))
                    .contains(logged.id()));
        }

        @Test
        void pagesHoldEveryEntryOnceTheLatestFirst() {
            String task = task(Map.of());
            log(task(Map.of()), 1);
            for (int i = 0; i < 7; i++) {
                if (i % 2 == 0) {
                    hub.clock.pass(Duration.ofMinutes(1));
                }
                log(task, 10);
            }
            var pages = new ArrayList<List<TimeEntry>>();
            String after = null;
            do {
                TimeSheet.Page page = times.ofTask(task, after, 3);
                pages.add(page.entries());
                after = page.next();
            } while (after != null);

            assertThat(pages).extracting(List::size).containsExactly(3, 3, 1);
            assertThat(pages.stream().flatMap(List::stream).distinct()).hasSize(7);
            assertThat(pages.stream()
                            .flatMap(List::stream)
                            .map(TimeEntry::startedAt)
                            .toList())
                    .isSortedAccordingTo((one, other) -> other.compareTo(one));
        }

        @Test
        void whatCannotBeTakenIsRefusedWithItsReason() {
            String task = task(Map.of());
            String other = log(task(Map.of()), 5).id();

            assertThatThrownBy(() -> times.log(task, TimeInput.read(Map.of("note", "x")), Source.HAND, "anna"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minutes is missing");
            assertThatThrownBy(() -> times.log(
                            task,
                            TimeInput.read(Map.of(
                                    "minutes",
                                    5,
                                    "startedAt",
                                    hub.clock.instant().plusSeconds(60).toString())),
                            Source.HAND,
                            "anna"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("in the future");
            assertThatThrownBy(() -> times.correct(task, other, TimeInput.read(Map.of("minutes", 5)), "anna"))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> times.delete(task, other, "anna")).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> times.ofTask(task, other, 5)).isInstanceOf(IllegalArgumentException.class);
            assertThat(times.ofTask(task, null, 5).entries()).isEmpty();
        }

        private String task(Map<String, Object> more) {
            var json = new HashMap<String, Object>(more);
            json.put("title", "Write it");
            Task task = desk.create(json, "anna", null);
            return task.id();
        }

        private TimeEntry log(String task, int minutes) {
            return times.log(task, TimeInput.read(Map.of("minutes", minutes)), Source.HAND, "anna");
        }

        private Object hours(String task) {
            return desk.get(task).value(TaskField.ACTUAL_HOURS);
        }
    }
}
