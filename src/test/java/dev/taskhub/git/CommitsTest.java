package dev.taskhub.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.sync.Database;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.WorkDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

class CommitsTest {

    private static final String FIRST = "1".repeat(40);
    private static final String SECOND = "2".repeat(40);
    private static final String THIRD = "3".repeat(40);

    @TempDir
    static Path folder;

    private static TestHub sqlite;
    private static TestHub postgres;

    @BeforeAll
    static void open() {
        sqlite = TestHub.with(Database.sqlite(folder), "dev.taskhub.work", "dev.taskhub.time", "dev.taskhub.git");
        postgres = TestHub.with(Database.postgres(), "dev.taskhub.work", "dev.taskhub.time", "dev.taskhub.git");
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
        private final Commits commits;
        private final TaskDesk desk;
        private final WorkDesk work;

        Cases(TestHub hub) {
            this.hub = hub;
            this.commits = hub.bean(Commits.class);
            this.desk = hub.bean(TaskDesk.class);
            this.work = hub.bean(WorkDesk.class);
        }

        @BeforeEach
        void clear() {
            hub.clear();
            hub.jdbc.update("DELETE FROM time_entry");
            desk.create(Map.of("title", "Login"), "anna", null);
            desk.create(Map.of("title", "Search"), "anna", null);
        }

        @Test
        void finishesATaskWithTheCommitAsItsArtifactAndTheMessageAsANote() {
            push(commit(FIRST, "Add the form\n\nTask: T-1"));

            assertThat(status(1)).isEqualTo("completed");
            assertThat(artifacts(1)).isEqualTo(List.of("anna/shop@1111111"));
            assertThat(notes(1)).contains("git: Add the form\n\nTask: T-1 (Anna, anna/shop@1111111)");
            assertThat(task(1).value(TaskField.COMPLETED_AT)).isEqualTo(hub.clock.instant());
            assertThat(status(2)).isEqualTo("todo");
        }

        @Test
        void finishesATaskThatAnAgentHasClaimed() {
            work.claim("T-1", "BA", null);

            push(commit(FIRST, "Fixes T-1"));

            assertThat(status(1)).isEqualTo("completed");
            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM lease", Long.class))
                    .isZero();
        }

        @Test
        void countsTheTimeSinceATaskWasBegunAndNoMoreThanAWorkingDay() {
            work.claim("T-1", "BA", null);
            hub.clock.pass(Duration.ofMinutes(90));
            push(commit(FIRST, "Fixes T-1"));
            push(commit(FIRST, "Fixes T-1"));
            desk.edit("T-2", Map.of("status", "in_progress"), null, "anna");
            hub.clock.pass(Duration.ofDays(3));
            push(commit(SECOND, "Fixes T-2"));

            assertThat(task(1).value(TaskField.ACTUAL_HOURS)).isEqualTo(1.5);
            assertThat(task(2).value(TaskField.ACTUAL_HOURS)).isEqualTo(8.0);
        }

        @Test
        void takesACommitOnceThroughBothDoorsAndOnSeveralBranches() {
            push(commit(FIRST, "Fixes T-1, see T-2"));
            Task one = task(1);
            Task two = task(2);

            push(commit(FIRST, "Fixes T-1, see T-2"));
            apply(
                    "anna/fork",
                    "main",
                    true,
                    new Commit(FIRST, "Anna", "Fixes T-1, see T-2", false, false, "https://x/1"));

            assertThat(task(1)).isEqualTo(one);
            assertThat(task(2)).isEqualTo(two);
        }

        @Test
        void notesWhatMerelyNamesATask() {
            push(commit(FIRST, "Prepare T-2\n\nMore words"));

            assertThat(status(2)).isEqualTo("todo");
            assertThat(notes(2)).endsWith("git: Prepare T-2 (Anna, anna/shop@1111111)");
            assertThat(artifacts(2)).isNull();
        }

        @Test
        void givesATaskTheCommitsOfItsBranchAndFinishesItWithTheirMerge() {
            apply("anna/shop", "task/T-1-login", false, commit(FIRST, "Add the form"));

            assertThat(status(1)).isEqualTo("todo");
            assertThat(artifacts(1)).isEqualTo(List.of("anna/shop@1111111"));

            String merge = "Merge branch 'task/T-1-login'";
            apply("anna/shop", "main", true, new Commit(SECOND, "Anna", merge, true, true, null));

            assertThat(status(1)).isEqualTo("completed");
            assertThat(artifacts(1)).isEqualTo(List.of("anna/shop@1111111", "anna/shop@2222222"));
        }

        @Test
        void finishesATaskWhenAMergeThatWasKnownReachesTheDefaultBranch() {
            var merge = new Commit(FIRST, "Anna", "Merge branch 'task/T-1-login', see T-1", true, true, null);
            apply("anna/shop", "release", false, merge);
            assertThat(status(1)).isEqualTo("todo");

            var same = new Commit(FIRST, "Anna", "Merge branch 'task/T-1-login'", true, false, null);
            apply("anna/shop", "main", true, same);

            assertThat(status(1)).isEqualTo("completed");
        }

        @Test
        void reopensWhatARevertTakesBackAndFinishesItWhenThatIsTakenBack() {
            push(commit(FIRST, "Fixes T-1"));
            push(commit(SECOND, "Revert \"Fixes T-1\"\n\nThis reverts commit " + FIRST + "."));

            assertThat(status(1)).isEqualTo("todo");
            assertThat(notes(1)).contains("taken back by Revert \"Fixes T-1\" (Anna, anna/shop@2222222)");

            push(commit(THIRD, "Reapply \"Fixes T-1\"\n\nThis reverts commit 2222222."));

            assertThat(status(1)).isEqualTo("completed");
        }

        @Test
        void doesNotReopenForACommitThatFinishedNothing() {
            push(commit(FIRST, "Prepare T-1"));
            work.settle("T-1", "anna", "by hand", List.of());

            push(commit(SECOND, "Revert \"Prepare T-1\"\n\nThis reverts commit " + FIRST + "."));

            assertThat(status(1)).isEqualTo("completed");
        }

        @Test
        void showsTheCommitThatTookAnothersPlace() {
            push(commit(FIRST, "Fixes T-1"));
            // git tells of the new commit first, then of what it replaces
            push(commit(SECOND, "Fixes T-1"));
            rewrite(FIRST, SECOND);

            assertThat(artifacts(1)).isEqualTo(List.of("anna/shop@2222222"));
            assertThat(notes(1)).containsOnlyOnce("Fixes T-1").contains("anna/shop@2222222");

            rewrite(SECOND, THIRD);
            push(commit(THIRD, "Fixes T-1"));
            push(commit("4".repeat(40), "Undo\n\nThis reverts commit " + THIRD));

            assertThat(status(1)).isEqualTo("todo");
        }

        @Test
        void leavesACancelledTaskCancelled() {
            desk.edit("T-1", Map.of("status", "cancelled"), null, "anna");

            push(commit(FIRST, "Fixes T-1"));

            assertThat(status(1)).isEqualTo("cancelled");
            assertThat(artifacts(1)).isEqualTo(List.of("anna/shop@1111111"));
        }

        @Test
        void passesOverTasksThatAreNotThere() {
            desk.delete("T-2", null, "anna");

            push(commit(FIRST, "Closes T-2, T-99, T-999999999999999999 and T-1"));

            assertThat(status(1)).isEqualTo("completed");
            assertThat(hub.jdbc.queryForObject("SELECT COUNT(*) FROM git_commit", Long.class))
                    .isEqualTo(1);
        }

        @Test
        void showsAnAddressWherePeopleLook() {
            apply("anna/shop", "x", false, new Commit(FIRST, "", "Fixes T-1", false, true, "https://github.com/c"));

            assertThat(artifacts(1)).isEqualTo(List.of("https://github.com/c"));
        }

        private static Commit commit(String hash, String message) {
            return new Commit(hash, "Anna", message, false, true, null);
        }

        private void push(Commit commit) {
            apply("anna/shop", "feature", false, commit);
        }

        private void apply(String repository, String branch, boolean onDefault, Commit commit) {
            apply(new Push(repository, branch, onDefault, List.of(commit), List.of()));
        }

        private void rewrite(String old, String now) {
            apply(new Push("anna/shop", "feature", false, List.of(), List.of(new Push.Rewritten(old, now))));
        }

        private void apply(Push push) {
            hub.bean(TransactionTemplate.class).executeWithoutResult(status -> commits.apply(push));
        }

        private Task task(int number) {
            return desk.get("T-" + number);
        }

        private String status(int number) {
            return task(number).status();
        }

        private Object artifacts(int number) {
            return task(number).value(TaskField.ATTACHMENTS);
        }

        private String notes(int number) {
            return (String) task(number).value(TaskField.EXECUTION_NOTES);
        }
    }
}
