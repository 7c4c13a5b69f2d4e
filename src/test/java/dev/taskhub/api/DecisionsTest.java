package dev.taskhub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.taskhub.sync.Conflict;
import dev.taskhub.sync.Conflicts;
import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.Link;
import dev.taskhub.sync.Links;
import dev.taskhub.sync.NotFound;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Proposal;
import dev.taskhub.sync.Proposals;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvents;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-01-05T11:00:00Z");
    private static final Task TASK = new Task(
            "t1",
            124,
            1,
            null,
            Map.of(TaskField.TITLE, "Pay rent"),
            Map.of(TaskField.TITLE, Stamp.at(EARLIER.toEpochMilli(), "convex")));

    private final Parked parked = mock();
    private final Conflicts conflicts = mock();
    private final TaskEvents events = mock();
    private final Sync sync = mock();
    private final TaskStore tasks = mock();
    private final ParkedMessages messages = new ParkedMessages(parked, tasks);
    private final OpenConflicts open = new OpenConflicts(conflicts, tasks, events, sync);

    @Test
    void showsAParkedMessageWithTheNamePeopleKnow() {
        when(parked.waiting(5))
                .thenReturn(List.of(new Parked.Message(
                        "airtable:t1", "airtable", "t1", "{\"name\":\"Pay\"}", "INVALID", "mend it", NOW, "parked")));
        when(parked.countWaiting()).thenReturn(9L);
        when(tasks.find(List.of("t1"))).thenReturn(Map.of("t1", TASK));

        assertThat(messages.waiting("5"))
                .isEqualTo(new ParkedMessages.Listing(
                        9,
                        List.of(new ParkedMessages.Message(
                                "airtable:t1",
                                "airtable",
                                "t1",
                                "T-124",
                                "Pay rent",
                                Map.of("name", "Pay"),
                                "INVALID",
                                "mend it",
                                NOW))));
    }

    @Test
    void showsAMessageAboutATaskThatIsGone() {
        when(parked.waiting(100))
                .thenReturn(List.of(new Parked.Message("convex:t9", "convex", "t9", "{}", "c", "h", NOW, "parked")));
        when(tasks.find(any(List.class))).thenReturn(Map.of());

        assertThat(messages.waiting(null).parked()).singleElement().satisfies(message -> assertThat(message.alias())
                .isNull());
    }

    @Test
    void saysWhereToLookWhenNothingWaitsUnderAnId() {
        assertThat(messages.decided("airtable:t1", "retry", 1))
                .isEqualTo(new ParkedMessages.Decision("airtable:t1", "retry"));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> messages.decided("airtable:t1", "retry", 0))
                .withMessageContaining("GET /api/parked");
    }

    @Test
    void showsBothSidesOfAConflict() {
        when(conflicts.open(100)).thenReturn(List.of(conflict("title")));
        when(events.lastChange("t1", TaskField.TITLE))
                .thenReturn(Optional.of(new TaskEvents.Entry(NOW, "ann", "convex")));
        when(conflicts.countOpen()).thenReturn(1L);
        when(tasks.find(List.of("t1"))).thenReturn(Map.of("t1", TASK));

        assertThat(open.open(null))
                .isEqualTo(new OpenConflicts.Listing(
                        1,
                        List.of(new OpenConflicts.Disagreement(
                                "c1",
                                "airtable",
                                "t1",
                                "T-124",
                                "Pay rent",
                                "title",
                                "a",
                                "b",
                                "c",
                                new OpenConflicts.Origin(EARLIER, "ann", "convex"),
                                new OpenConflicts.Origin(NOW, "bob@example.org", "airtable"),
                                NOW))));
    }

    @Test
    void tellsWhoDeletedWhatTheSystemChanged() {
        when(conflicts.open(100)).thenReturn(List.of(conflict(Conflict.LIFE)));
        when(tasks.find(List.of("t1"))).thenReturn(Map.of("t1", TASK));
        when(events.last("t1")).thenReturn(Optional.of(new TaskEvents.Entry(NOW, "eve", "convex")));

        assertThat(open.open(null).conflicts())
                .extracting(OpenConflicts.Disagreement::hubSet)
                .containsExactly(new OpenConflicts.Origin(NOW, "eve", "convex"));
    }

    @Test
    void namesNobodyForAValueThatAnotherSystemsEventSet() {
        when(conflicts.open(100)).thenReturn(List.of(conflict("title")));
        when(tasks.find(List.of("t1"))).thenReturn(Map.of("t1", TASK));
        when(events.lastChange("t1", TaskField.TITLE))
                .thenReturn(Optional.of(new TaskEvents.Entry(NOW, "eve", "airtable")));

        assertThat(open.open(null).conflicts())
                .extracting(OpenConflicts.Disagreement::hubSet)
                .containsExactly(new OpenConflicts.Origin(EARLIER, null, "convex"));
    }

    private static Conflict conflict(String field) {
        return new Conflict(
                "c1", "t1", "airtable", "Tasks", "rec1", field, "a", "b", "c", NOW, "bob@example.org", NOW, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub", "remote"})
    void settlesAConflictInTheNameOfWhoDecides(String take) {
        assertThat(open.resolve("c1", Map.of("take", take), "admin"))
                .isEqualTo(new OpenConflicts.Resolution("c1", take));

        verify(sync).resolve("c1", take.equals("remote"), "admin");
    }

    @Test
    void settlesAConflictWithWhatAPersonWrites() {
        for (Object value : Arrays.asList("Pay the rent", 1.5, List.of("a"), null)) {
            assertThat(open.resolve("c1", Collections.singletonMap("write", value), "admin"))
                    .isEqualTo(new OpenConflicts.Resolution("c1", "written"));

            verify(sync).resolveWith("c1", value, "admin");
        }
    }

    @Test
    void settlesNothingWhenTheRequestSaysTwoThings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open.resolve("c1", Map.of("take", "hub", "write", "x"), "admin"))
                .withMessageContaining("one of these");
        verifyNoInteractions(sync);
    }

    @Test
    void settlesNothingWhenTheRequestSaysNeither() {
        for (Object take : Arrays.asList("mine", "REMOTE", 1, true, null)) {
            var request = new HashMap<String, Object>();
            request.put("take", take);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> open.resolve("c1", request, "admin"))
                    .withMessageContaining("{\"take\": \"hub\"}");
        }
        verifyNoInteractions(sync);
    }

    @Test
    void showsBothTasksOfAProposal() {
        Proposals proposals = mock();
        Links links = mock();
        Task newer = new Task(
                "t2", 140, 1, null, Map.of(TaskField.TITLE, "Pay rent", TaskField.PROJECT_ID, "flat"), Map.of());
        when(proposals.open(100)).thenReturn(List.of(new Proposal("p1", "t1", "t2", "why", NOW)));
        when(proposals.countOpen()).thenReturn(1L);
        when(tasks.find(List.of("t1", "t2"))).thenReturn(Map.of("t1", TASK, "t2", newer));
        when(links.ofTasks(List.of("t1", "t2"))).thenReturn(List.of(link("airtable", "t1"), link("convex", "t2")));

        assertThat(new OpenProposals(proposals, tasks, links, mock()).open(null))
                .isEqualTo(new OpenProposals.Listing(
                        1,
                        List.of(new OpenProposals.Pair(
                                "p1",
                                new OpenProposals.Side("t1", "T-124", "Pay rent", null, List.of("airtable")),
                                new OpenProposals.Side("t2", "T-140", "Pay rent", "flat", List.of("convex")),
                                "why",
                                NOW))));
    }

    private static Link link(String system, String taskId) {
        return new Link(
                system, "there", "item of " + taskId, taskId, Link.State.LINKED, Map.of(), Map.of(), null, null);
    }

    @Test
    void agreesToWhatIsHeldInTheNameOfWhoDecides() {
        HeldDeletions held = mock();
        when(held.in("airtable")).thenReturn(Optional.of(new HeldDeletions.Hold(30, 100, NOW, false)));
        when(held.agree("airtable", "eve")).thenReturn(30);

        assertThat(new Deletions(held).agree("airtable", "eve"))
                .isEqualTo(new Deletions.Agreement("airtable", 30, 100, NOW, Deletions.agreed("airtable")));
    }

    @Test
    void saysWhereToLookWhenNothingIsHeld() {
        HeldDeletions held = mock();
        when(held.in("airtable")).thenReturn(Optional.empty());

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new Deletions(held).agree("airtable", "eve"))
                .withMessageContaining("GET /api/status");
    }
}
