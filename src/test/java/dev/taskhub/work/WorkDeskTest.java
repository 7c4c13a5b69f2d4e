package dev.taskhub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.sync.Database;
import dev.taskhub.sync.Joins;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDeskTest {

    @TempDir
    static Path folder;

    private static TestHub sqlite;
    private static TestHub postgres;

    @BeforeAll
    static void open() {
        sqlite = TestHub.with(Database.sqlite(folder), "dev.taskhub.work");
        postgres = TestHub.with(Database.postgres(), "dev.taskhub.work");
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
        private final TaskDesk tasks;
        private final WorkDesk work;
        private final TaskSearch search;

        Cases(TestHub hub) {
            this.hub = hub;
            this.tasks = hub.bean(TaskDesk.class);
            this.work = hub.bean(WorkDesk.class);
            this.search = hub.bean(TaskSearch.class);
        }

        @BeforeEach
        void clear() {
            hub.clear();
        }

        @Test
        void aTaskIsMadeWithWhatWasWritten() {
            Task task = tasks.create(
                    Map.of(
                            "title",
                            " Ship it ",
                            "dueDate",
                            "2026-12-04",
                            "tags",
                            List.of("b", "a"),
                            "estimatedHours",
                            4),
                    "anna",
                    null);

            assertThat(TaskView.of(tasks.get(task.alias())))
                    .containsEntry("title", "Ship it")
                    .containsEntry("status", "todo")
                    .containsEntry("dueDate", "2026-12-04T00:00:00Z")
                    .containsEntry("tags", List.of("a", "b"))
                    .containsEntry("estimatedHours", 4.0)
                    .containsEntry("createdBy", "anna")
                    .containsEntry("version", 1L);
        }

        @Test
        void whatBecamePartOfAnotherTaskLeadsThere() {
            Task older = task("Ship it");
            Task newer = task("Ship it!");
            Task waits =
                    tasks.create(Map.of("title", "Announce", "dependencies", List.of(newer.alias())), "anna", null);
            Task part = tasks.create(Map.of("title", "Pack", "parentId", newer.id()), "anna", null);
            Task before = tasks.create(Map.of("title", "Test", "dependencies", List.of(older.alias())), "anna", null);
            tasks.edit(newer.alias(), Map.of("dependencies", List.of(before.alias())), null, "anna");

            join(older, newer);

            assertThat(tasks.get(newer.alias()).id()).isEqualTo(older.id());
            assertThat(tasks.get(newer.id()).id()).isEqualTo(older.id());
            assertThat(tasks.get(waits.id()).dependencies()).isEqualTo(List.of(older.id()));
            assertThat(tasks.get(part.id()).value(TaskField.PARENT_ID)).isEqualTo(older.id());
            assertThat(tasks.get(older.id()).dependencies()).isEmpty();
        }

        @Test
        void aTaskJoinedTwiceLeadsToTheLast() {
            Task first = task("a");
            Task second = task("b");
            Task third = task("c");
            join(second, third);
            join(first, second);

            assertThat(tasks.get(third.alias()).id()).isEqualTo(first.id());
        }

        private void join(Task older, Task newer) {
            hub.jdbc.update(
                    "INSERT INTO proposal VALUES (?, ?, ?, 'same', 1, NULL, NULL)", newer.id(), older.id(), newer.id());
            hub.bean(Joins.class).accept(newer.id(), "eve");
        }

        @Test
        void allFaultsAreNamedAtOnce() {
            assertThatThrownBy(() -> tasks.create(
                            Map.of("title", "x", "colour", "red", "status", "started", "createdAt", "2026-01-01"),
                            "anna",
                            null))
                    .isInstanceOfSatisfying(InvalidTask.class, invalid -> assertThat(invalid.faults())
                            .hasSize(3)
                            .anyMatch(fault -> fault.startsWith("colour is no field"))
                            .anyMatch(fault -> fault.startsWith("status \"started\" is not one of todo"))
                            .anyMatch(fault -> fault.startsWith("createdAt is kept by the hub")));
            assertThatThrownBy(() -> tasks.create(Map.of("description", "no title"), "anna", null))
                    .hasMessage("title is missing; every task has one");
            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM task", Long.class))
                    .isZero();
        }

        @Test
        void aRepeatedRequestMakesNoSecondTask() {
            Task first = tasks.create(Map.of("title", "once"), "anna", "key");
            Task again = tasks.create(Map.of("title", "once"), "anna", "key");

            assertThat(again.id()).isEqualTo(first.id());
            assertThat(tasks.create(Map.of("title", "once"), "anna", "other").id())
                    .isNotEqualTo(first.id());
        }

        @Test
        void aChangeOfAnOlderVersionIsRefused() {
            Task task = task("a");
            tasks.edit(task.id(), Map.of("description", "new"), 1L, "anna");

            assertThatThrownBy(() -> tasks.edit(task.alias(), Map.of("description", "other"), 1L, "bert"))
                    .isInstanceOf(StaleVersion.class)
                    .hasMessageContaining("is at version 2, not 1");
            assertThat(tasks.get(task.id()).description()).isEqualTo("new");
        }

        @Test
        void aDeletedTaskIsNoLongerThere() {
            Task task = task("a");
            tasks.delete(task.alias(), null, "anna");

            assertThat(tasks.find(task.id())).isEmpty();
            assertThatThrownBy(() -> tasks.get(task.alias())).isInstanceOf(NotFound.class);
            assertThat(hub.tasks.find(task.id()).orElseThrow().isDeleted()).isTrue();
        }

        @Test
        void dependenciesThatGoInACircleAreRefusedByName() {
            Task first = task("first");
            Task second = task("second", "dependencies", List.of(first.alias()));
            Task third = task("third", "dependencies", List.of(second.alias()));

            assertThatThrownBy(
                            () -> tasks.edit(first.id(), Map.of("dependencies", List.of(third.alias())), null, "anna"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("T-1 waits for T-3 waits for T-2 waits for T-1");
            assertThatThrownBy(() -> tasks.edit(first.id(), Map.of("dependencies", List.of("t-1")), null, "anna"))
                    .hasMessageContaining("T-1 waits for T-1");
            assertThatThrownBy(() -> tasks.edit(first.id(), Map.of("dependencies", List.of("T-99")), null, "anna"))
                    .hasMessage("dependencies: there is no task \"T-99\"");
        }

        @Test
        void nextIsTheHighestScoreThenTheOldest() {
            task("low", "assignedTo", "BA", "priorityScore", 2);
            task("usual", "assignedTo", "BA");
            task("high", "assignedTo", "BA", "priority", "high");
            task("first high", "assignedTo", "BA", "priorityScore", 7);
            task("another's", "assignedTo", "CE", "priority", "urgent");

            var order = new ArrayList<String>();
            for (var next = work.claimNext("BA", null); next.isPresent(); next = work.claimNext("BA", null)) {
                order.add(next.get().task().title());
            }

            assertThat(order).containsExactly("high", "first high", "usual", "low");
        }

        @Test
        void aTaskThatWaitsForAnotherIsNotNext() {
            Task first = task("first", "assignedTo", "CE");
            Task second = task("second", "assignedTo", "BA", "dependencies", List.of(first.alias()));

            assertThat(work.next("BA")).isEmpty();
            assertThatThrownBy(() -> work.claim(second.alias(), "BA", null))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("waits for T-1 \"first\"");

            work.complete(first.alias(), "CE", "done", List.of());

            assertThat(work.next("BA")).map(Task::id).contains(second.id());
        }

        @Test
        void aClaimedTaskIsNobodyElses() {
            Task task = task("a");

            var claim = work.claim(task.alias(), "BA", Duration.ofMinutes(5));

            assertThat(claim.task().status()).isEqualTo("in_progress");
            assertThat(claim.task().assignedTo()).isEqualTo("BA");
            assertThat(claim.lease().endsAt()).isEqualTo(hub.clock.instant().plus(Duration.ofMinutes(5)));
            assertThatThrownBy(() -> work.claim(task.alias(), "CE", null))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("T-1 is claimed by BA until");
            assertThatThrownBy(() -> work.complete(task.alias(), "CE", null, List.of()))
                    .isInstanceOf(Refused.class);
            assertThat(work.claim(task.alias(), "BA", null).lease().endsAt())
                    .isEqualTo(hub.clock.instant().plus(Duration.ofMinutes(30)));
            assertThat(work.current("BA")).map(Task::id).contains(task.id());
        }

        @Test
        void aFinishedTaskTellsWhatCameOfIt() {
            Task task = task("a", "executionNotes", "begun");
            work.claim(task.alias(), "BA", null);
            Task done = work.complete(task.alias(), "BA", "works", List.of("docs/a.md", " ", "docs/a.md"));

            assertThat(done.status()).isEqualTo("completed");
            assertThat(done.value(TaskField.COMPLETED_AT)).isInstanceOf(Instant.class);
            assertThat(done.value(TaskField.ATTACHMENTS)).isEqualTo(List.of("docs/a.md"));
            assertThat((String) done.value(TaskField.EXECUTION_NOTES))
                    .startsWith("begun\n")
                    .endsWith(" BA: works");
            assertThat(work.current("BA")).isEmpty();

            assertThatThrownBy(() -> work.claim(task.alias(), "BA", null)).hasMessageContaining("T-1 is completed");
        }

        @Test
        void aBlockedTaskTellsWhy() {
            Task task = task("a");
            work.claim(task.alias(), "BA", null);

            Task blocked = work.block(task.alias(), "BA", "no access");

            assertThat(blocked.status()).isEqualTo("blocked");
            assertThat(blocked.value(TaskField.EXECUTION_NOTES)).isEqualTo("Error: no access");
        }

        @Test
        void aTaskGoesBackWhenItsLeaseRunsOut() {
            Task task = task("a");
            Task finished = task("b");
            work.claim(task.alias(), "BA", Duration.ofMinutes(5));
            work.claim(finished.alias(), "BA", Duration.ofMinutes(5));
            tasks.edit(finished.alias(), Map.of("status", "review"), null, "anna");

            hub.clock.pass(Duration.ofMinutes(4));
            assertThat(work.endLeases()).isZero();
            hub.clock.pass(Duration.ofMinutes(1));
            assertThat(work.endLeases()).isEqualTo(2);

            Task back = tasks.get(task.id());
            assertThat(back.status()).isEqualTo("todo");
            assertThat((String) back.value(TaskField.EXECUTION_NOTES)).endsWith("hub: the claim of BA ran out");
            assertThat(tasks.get(finished.id()).status()).isEqualTo("review");
            assertThat(work.endLeases()).isZero();
        }

        @Test
        void manyWhoClaimAtOnceNeverGetTheSameTask() throws Exception {
            IntStream.range(0, 60).forEach(i -> task("task " + i, "assignedTo", "BA"));
            Set<String> claimed = ConcurrentHashMap.newKeySet();
            var agents = Executors.newFixedThreadPool(8);
            List<Future<Integer>> counts = IntStream.range(0, 8)
                    .mapToObj(agent -> agents.submit(() -> {
                        int count = 0;
                        for (var next = work.claimNext("BA", null);
                                next.isPresent();
                                next = work.claimNext("BA", null)) {
                            assertThat(claimed.add(next.get().task().id())).isTrue();
                            count++;
                        }
                        return count;
                    }))
                    .toList();
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            agents.shutdown();

            assertThat(all).isEqualTo(60);
        }

        @Test
        void listsAreNarrowedByFieldsAndWords() {
            task("Ship the Grüße importer", "description", "reads AirTable", "tags", List.of("a_b", "back-end"));
            task("Write docs", "status", "completed", "assignedTo", "BA", "priority", "high");
            task("Ship docs", "dueDate", "2026-12-04", "projectId", "p1");

            assertThat(titles(text("ship"))).containsExactly("Ship docs", "Ship the Grüße importer");
            assertThat(titles(text("AIRT impor"))).containsExactly("Ship the Grüße importer");
            assertThat(titles(text("gruße"))).hasSize(hub == sqlite ? 1 : 0);
            assertThat(titles(text("end"))).containsExactly("Ship the Grüße importer");
            assertThat(titles(text("T-2"))).containsExactly("Write docs");
            assertThat(titles(text("\"'; -- &|!:*()"))).hasSize(3);
            assertThat(titles(text("ocs"))).isEmpty();
            assertThat(titles(filter(null, List.of("completed"), "BA", List.of("high"), null, null)))
                    .containsExactly("Write docs");
            assertThat(titles(filter(null, List.of(), "", List.of(), null, null)))
                    .hasSize(2);
            assertThat(titles(filter(null, List.of(), null, List.of(), "p1", null)))
                    .containsExactly("Ship docs");
            assertThat(titles(filter(null, List.of(), null, List.of(), null, "a_b")))
                    .hasSize(1);
            assertThat(titles(filter(null, List.of(), null, List.of(), null, "axb")))
                    .isEmpty();
        }

        @Test
        void aChangedOrDeletedTaskIsFoundByItsNewWordsOnly() {
            Task task = task("Alpha");
            tasks.edit(task.id(), Map.of("title", "Beta"), null, "anna");

            assertThat(titles(text("alpha"))).isEmpty();
            assertThat(titles(text("beta"))).containsExactly("Beta");

            tasks.delete(task.id(), null, "anna");

            assertThat(titles(text("beta"))).isEmpty();
        }

        @Test
        void pagesShowEveryTaskOnceInEveryOrder() {
            IntStream.range(0, 25).forEach(i -> {
                task("a " + i, "priorityScore", i % 3, "dueDate", "2026-12-0" + (1 + i % 4));
                hub.clock.pass(Duration.ofSeconds(i % 2));
            });
            for (TaskFilter.Order order : TaskFilter.Order.values()) {
                for (String text : new String[] {null, "a"}) {
                    var seen = new ArrayList<String>();
                    String cursor = null;
                    do {
                        TaskPage page = search.list(new TaskFilter(
                                text, List.of(), null, List.of(), null, null, null, null, order, 7, cursor));
                        assertThat(page.total()).isEqualTo(25);
                        page.tasks().forEach(task -> seen.add(task.title()));
                        cursor = page.next();
                    } while (cursor != null);
                    assertThat(seen).as(order.name()).hasSize(25).doesNotHaveDuplicates();
                }
            }
        }

        @Test
        void aCursorOfAnotherListIsRefused() {
            task("a");
            for (String cursor : List.of("x", "", "$$$", "TkVXRVNUOjE6MQ")) {
                assertThatThrownBy(() -> search.list(new TaskFilter(
                                null,
                                List.of(),
                                null,
                                List.of(),
                                null,
                                null,
                                null,
                                null,
                                TaskFilter.Order.DUE,
                                7,
                                cursor)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is none of this list");
            }
        }

        private Task task(String title, Object... fields) {
            var json = new LinkedHashMap<String, Object>(Map.of("title", title));
            for (int i = 0; i < fields.length; i += 2) {
                json.put((String) fields[i], fields[i + 1]);
            }
            return tasks.create(json, "anna", null);
        }

        private static TaskFilter text(String text) {
            return filter(text, List.of(), null, List.of(), null, null);
        }

        private static TaskFilter filter(
                String text, List<String> statuses, String agent, List<String> priorities, String project, String tag) {
            return new TaskFilter(
                    text, statuses, agent, priorities, project, tag, null, null, TaskFilter.Order.NEWEST, 50, null);
        }

        private List<String> titles(TaskFilter filter) {
            TaskPage page = search.list(filter);
            assertThat(page.total()).isEqualTo(page.tasks().size());
            return page.tasks().stream().map(Task::title).toList();
        }
    }
}
