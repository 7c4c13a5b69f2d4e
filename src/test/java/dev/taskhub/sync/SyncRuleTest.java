package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.SyncRule.Disagreement;
import dev.taskhub.sync.SyncRule.Outcome;
import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncRuleTest {

    private static final Mappings MAPPINGS = Mappings.read(Path.of("config"));
    private static final Mapping CONVEX = MAPPINGS.of("convex");
    private static final Mapping AIRTABLE = MAPPINGS.of("airtable");
    private static final Stamp EARLY = Stamp.at(1_000, "hub");
    private static final Stamp LATE = Stamp.at(2_000, "convex");

    private final SyncRule rule = new SyncRule(new ConflictPolicy(TestHub.SETTINGS));

    @Test
    void saysNothingWhenTheItemIsAsTheBase() {
        Outcome outcome = whole(task(TaskField.TITLE, "hub's", EARLY), link("title", "theirs"), "title", "theirs");

        assertThat(outcome.isQuiet()).isTrue();
        assertThat(outcome.task().title()).isEqualTo("hub's");
    }

    @Test
    void takesAChangeThatTheHubHasNotMadeAsWell() {
        Outcome outcome = whole(task(TaskField.TITLE, "old", EARLY), link("title", "old"), "title", "new");

        assertThat(outcome.task().title()).isEqualTo("new");
        assertThat(outcome.task().stamps()).containsEntry(TaskField.TITLE, LATE);
        assertThat(outcome.taken()).containsExactly(new FieldChange(TaskField.TITLE, "old", "new"));
        assertThat(outcome.base()).isEqualTo(Map.of("title", "new"));
        assertThat(outcome.overruled()).isEmpty();
    }

    @Test
    void takesNothingWhenBothMovedToTheSameValue() {
        Outcome outcome = whole(task(TaskField.TITLE, "new", EARLY), link("title", "old"), "title", "new");

        assertThat(outcome.isQuiet()).isTrue();
        assertThat(outcome.base()).containsEntry("title", "new");
    }

    @Test
    void keepsTheLoserOfAConflictInSight() {
        Outcome later = whole(task(TaskField.TITLE, "hub's", EARLY), link("title", "old"), "title", "theirs");
        assertThat(later.task().title()).isEqualTo("theirs");
        assertThat(later.overruled()).containsExactly(new FieldChange(TaskField.TITLE, "theirs", "hub's"));

        Stamp latest = Stamp.at(3_000, "hub");
        Outcome earlier = whole(task(TaskField.TITLE, "hub's", latest), link("title", "old"), "title", "theirs");
        assertThat(earlier.task().title()).isEqualTo("hub's");
        assertThat(earlier.overruled()).containsExactly(new FieldChange(TaskField.TITLE, "hub's", "theirs"));
        assertThat(earlier.base()).as("so that the hub's goes out").containsEntry("title", "theirs");
    }

    @Test
    void keepsBlockedWhileConvexStillSaysInProgress() {
        Outcome outcome =
                whole(task(TaskField.STATUS, "blocked", EARLY), link("status", "in_progress"), "status", "in_progress");
        assertThat(outcome.task().status()).isEqualTo("blocked");

        Outcome moved =
                whole(task(TaskField.STATUS, "blocked", EARLY), link("status", "in_progress"), "status", "completed");
        assertThat(moved.task().status()).isEqualTo("completed");
        assertThat(moved.overruled()).isEmpty();
    }

    @Test
    void takesAMissingColumnForEmptyOnlyInAWholeItem() {
        Task task = task(TaskField.DESCRIPTION, "text", EARLY);

        assertThat(whole(task, link("description", "text")).task().description())
                .isNull();
        assertThat(merge(task, link("description", "text"), Map.of(), false, Set.of())
                        .task()
                        .description())
                .isEqualTo("text");
    }

    @Test
    void takesWhatIsOnItsWayForItsOwn() {
        Link sending = link("title", "old").sending(Map.of("title", "sent"));

        Outcome outcome = whole(task(TaskField.TITLE, "newer", EARLY), sending, "title", "sent");

        assertThat(outcome.isQuiet()).isTrue();
        assertThat(outcome.task().title()).isEqualTo("newer");
        assertThat(outcome.base()).containsEntry("title", "sent");
        assertThat(outcome.sent()).isEmpty();
    }

    @Test
    void mergesSetsThatBothSidesChanged() {
        Outcome outcome = whole(
                task(TaskField.TAGS, List.of("a", "hub"), EARLY),
                link("tags", List.of("a", "b")),
                "tags",
                List.of("b", "theirs"));

        assertThat(outcome.task().tags()).containsExactly("hub", "theirs");
    }

    @Test
    void leavesTheFieldOfAnOpenConflictToThePerson() {
        Outcome outcome = merge(
                task(TaskField.TITLE, "hub's", EARLY),
                link("title", "theirs"),
                Map.of("title", "theirs too"),
                false,
                Set.of(TaskField.TITLE));

        assertThat(outcome.task().title()).isEqualTo("hub's");
        assertThat(outcome.disagreements())
                .containsExactly(new Disagreement(TaskField.TITLE, "theirs", "hub's", "theirs too"));
    }

    @Test
    void asksAPersonAboutAValueItCannotTranslateAndTakesItsCorrection() {
        Task task = task(TaskField.STATUS, "review", EARLY);

        Outcome strange = whole(task, link("status", "review"), "status", "someday");
        assertThat(strange.task().status()).isEqualTo("review");
        assertThat(strange.disagreements())
                .containsExactly(new Disagreement(TaskField.STATUS, "review", "review", "someday"));

        Outcome corrected = whole(task, link("status", "someday"), "status", "completed");
        assertThat(corrected.task().status()).isEqualTo("completed");
        assertThat(corrected.overruled()).isEmpty();
    }

    @Test
    void neverEmptiesAStatus() {
        Outcome outcome = whole(task(TaskField.STATUS, "review", EARLY), link("status", "review"));

        assertThat(outcome.task().status()).isEqualTo("review");
        assertThat(outcome.overruled()).containsExactly(new FieldChange(TaskField.STATUS, "review", null));
        assertThat(outcome.base()).as("so that the status is written back").isEmpty();
    }

    @Test
    void keepsWhenATaskWasMadeThoughItsRecordWasMadeLater() {
        Instant made = Instant.parse("2026-01-01T00:00:00Z");
        Outcome outcome = rule.merge(
                task(TaskField.CREATED_AT, made, EARLY),
                AIRTABLE,
                link(),
                Map.of("created_time", "2026-01-02T00:00:00.000Z"),
                true,
                field -> LATE,
                Set.of(),
                (field, before, after) -> false);

        assertThat(outcome.isQuiet()).isTrue();
        assertThat(outcome.task().value(TaskField.CREATED_AT)).isEqualTo(made);
    }

    @Test
    void stopsALoop() {
        Outcome outcome = rule.merge(
                task(TaskField.TITLE, "x", EARLY),
                CONVEX,
                link("title", "x"),
                Map.of("title", "y"),
                false,
                field -> LATE,
                Set.of(),
                (field, before, after) -> true);

        assertThat(outcome.task().title()).isEqualTo("x");
        assertThat(outcome.disagreements()).containsExactly(new Disagreement(TaskField.TITLE, "x", "x", "y"));
    }

    @Test
    void writesTheColumnsThatDifferAndAlongWithThemThoseThatGoAlong() {
        Task task = task(TaskField.TITLE, "new", EARLY)
                .with(TaskField.PRIORITY, "high", EARLY)
                .with(TaskField.UPDATED_AT, Instant.ofEpochMilli(5), EARLY);

        assertThat(difference(task, link("title", "old", "priority", "high", "description", "gone"), Set.of()))
                .containsOnlyKeys("title", "description", "updatedAt")
                .containsEntry("title", "new")
                .containsEntry("description", null);
        assertThat(difference(task, link("title", "new", "priority", "high"), Set.of()))
                .as("a time alone is no reason to write")
                .isEmpty();
        assertThat(difference(task, link("title", "old", "priority", "high"), Set.of(TaskField.TITLE)))
                .as("a field with an open conflict is not written")
                .isEmpty();
    }

    @Test
    void writesAgainWhatMayHaveArrivedThoughTheHubWentBack() {
        Task task = task(TaskField.TITLE, "old", EARLY);

        assertThat(difference(task, link("title", "old").sending(Map.of("title", "sent")), Set.of()))
                .containsEntry("title", "old");
    }

    @Test
    void writesCreatedAtOnlyWhenTheItemIsMade() {
        Task task = task(TaskField.TITLE, "t", EARLY).with(TaskField.CREATED_AT, Instant.ofEpochMilli(5), EARLY);

        assertThat(SyncRule.difference(task, CONVEX, link(), Set.of(), true)).containsEntry("createdAt", 5.0);
        assertThat(SyncRule.difference(task, CONVEX, link(), Set.of(), false)).doesNotContainKey("createdAt");
    }

    @Test
    void refusesToWriteAValueWithoutCounterpart() {
        Task task = task(TaskField.DUE_DATE, Instant.MAX, EARLY);

        assertThatThrownBy(() -> difference(task, link(), Set.of()))
                .isInstanceOf(Untranslatable.class)
                .hasMessageContaining("dueDate");
    }

    private Outcome whole(Task task, Link link, Object... item) {
        return merge(task, link, Items.columns(item), true, Set.of());
    }

    private Outcome merge(Task task, Link link, Map<String, Object> item, boolean whole, Set<TaskField> held) {
        return rule.merge(task, CONVEX, link, item, whole, at -> LATE, held, (field, before, after) -> false);
    }

    private static Map<String, Object> difference(Task task, Link link, Set<TaskField> held) {
        return SyncRule.difference(task, CONVEX, link, held, false);
    }

    private static Task task(TaskField field, Object value, Stamp stamp) {
        return Task.blank("task", 1).with(field, value, stamp);
    }

    private static Link link(Object... base) {
        return new Link("convex", "hubTasks", "row", "task", Link.State.LINKED, Items.columns(base), Map.of(), "1");
    }
}
