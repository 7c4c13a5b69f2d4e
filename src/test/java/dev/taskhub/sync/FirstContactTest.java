package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.task.FieldChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A hub that meets remotes which hold the team's tasks already, on both databases. */
class FirstContactTest extends BothDatabases {

    @Nested
    class OnSqlite extends FirstContactCases {
        OnSqlite() {
            super(sqlite());
        }
    }

    @Nested
    class OnPostgres extends FirstContactCases {
        OnPostgres() {
            super(postgres());
        }
    }

    @Nested
    class WithOtherSettings {

        @Test
        void leavesAloneWhatIsNotToBeMatched() {
            var usual = TestHub.SETTINGS;
            var settings = new SyncSettings(
                    Map.of(), usual.order(), usual.maxAhead(), Map.of(), 3, usual.damperWindow(), false);
            try (var hub = new TestHub(Database.memory(), settings)) {
                var cases = new FirstContactCases(hub) {};
                cases.meetNobodyYet();
                cases.record("rec1", "name", "Build");
                cases.row("row1", "title", "Build", "status", "todo");

                cases.meet();

                assertThat(cases.live()).hasSize(2);
                assertThat(hub.bean(Proposals.class).open(Integer.MAX_VALUE)).isEmpty();
                assertThat(hub.sync.claim("convex", 10)).hasSize(1);
            }
        }

        @Test
        void asksAPersonAboutAFieldWhosePolicyIsManual() {
            var usual = TestHub.SETTINGS;
            var settings = new SyncSettings(
                    Map.of("description", "manual"),
                    usual.order(),
                    usual.maxAhead(),
                    Map.of(),
                    3,
                    usual.damperWindow(),
                    true);
            try (var hub = new TestHub(Database.memory(), settings)) {
                var cases = new FirstContactCases(hub) {};
                cases.meetNobodyYet();
                cases.record("rec1", "name", "Build", "description", "ours", "status", "Pending");
                cases.row("row1", "title", "Build", "description", "theirs", "status", "todo");

                cases.meet();

                assertThat(cases.live()).singleElement().satisfies(task -> assertThat(task.description())
                        .isEqualTo("ours"));
                assertThat(hub.conflicts.open(10)).singleElement().satisfies(conflict -> {
                    assertThat(conflict.field()).isEqualTo("description");
                    assertThat(conflict.remote()).isEqualTo("theirs");
                });
                assertThat(hub.sync.claim("convex", 10))
                        .allSatisfy(outgoing -> assertThat(outgoing.columns()).doesNotContainKey("description"));
            }
        }
    }

    abstract static class FirstContactCases extends Cases {

        FirstContactCases(TestHub hub) {
            super(hub);
        }

        @BeforeEach
        void meetNobodyYet() {
            hub.clearForFirstContact();
        }

        @Test
        void makesOneTaskOfTwoOfTheSameTitle() {
            record("rec1", "name", "Build", "status", "Pending", "priority", "High");
            row("row1", "title", "Build ", "status", "todo", "projectId", "p1");

            meet();

            Task task = only();
            assertThat(task.alias()).isEqualTo("T-1");
            assertThat(task.value(TaskField.PRIORITY)).isEqualTo("high");
            assertThat(task.value(TaskField.PROJECT_ID)).isEqualTo("p1");
            assertThat(links(task)).extracting(Link::externalId).containsExactlyInAnyOrder("rec1", "row1");
            assertThat(claim("convex")).singleElement().satisfies(outgoing -> {
                assertThat(outgoing.externalId()).isEqualTo("row1");
                assertThat(outgoing.columns()).containsEntry("priority", "high").doesNotContainKey("status");
            });
            assertThat(claim("airtable")).isEmpty();
        }

        @Test
        void settlesWhatDiffersByTheLaterStampAndKeepsTheOther() {
            row("row1", "title", "Build", "status", "todo", "description", "earlier");
            record("rec1", "name", "Build", "status", "Pending", "description", "later");

            meet();

            Task task = only();
            assertThat(task.description()).isEqualTo("later");
            assertThat(hub.events(task.id()))
                    .filteredOn(event -> event.type() == TaskEvent.Type.OVERRULED)
                    .flatExtracting(TaskEvent::changes)
                    .contains(new FieldChange(TaskField.DESCRIPTION, "later", "earlier"));
            assertThat(claim("convex")).singleElement().satisfies(outgoing -> assertThat(outgoing.columns())
                    .containsEntry("description", "later"));
        }

        @Test
        void keepsBothHistories() {
            record("rec1", "name", "Build", "status", "Pending");
            row("row1", "title", "Build", "status", "todo");

            meet();

            assertThat(hub.events(only().id()))
                    .filteredOn(event -> event.type() == TaskEvent.Type.CREATED)
                    .extracting(TaskEvent::system)
                    .containsExactly("airtable", "convex");
        }

        @Test
        void letsWhatTheHubFilledInYieldToWhatSomebodySaid() {
            row("row1", "title", "Test", "createdBy", "ann");
            record("rec2", "name", "Test", "status", "Completed");
            record("rec1", "name", "Build");
            hub.clock.pass(Duration.ofSeconds(-10));
            row("row2", "title", "Build", "status", "completed", "createdBy", "ann");

            meet();

            assertThat(live()).hasSize(2).allSatisfy(task -> {
                assertThat(task.status()).isEqualTo("completed");
                assertThat(task.value(TaskField.CREATED_BY)).isEqualTo("ann");
            });
        }

        @Test
        void keepsTheStatusThatTheOtherSideHasNoNameFor() {
            record("rec1", "name", "Build", "status", "Blocked");
            row("row1", "title", "Build", "status", "in_progress");

            meet();

            assertThat(only().status()).isEqualTo("blocked");
            assertThat(claim("convex"))
                    .allSatisfy(outgoing -> assertThat(outgoing.columns()).doesNotContainKey("status"));
        }

        @Test
        void keepsWhatTheHubAloneKnowsOfTheNewerTask() {
            record("rec1", "name", "Build", "status", "Pending");
            row("row1", "title", "Build", "status", "todo");
            Task newer = live().get(1);
            hub.sync.edit(
                    List.of(new HubEdit(newer.id(), newer.version(), Map.of(TaskField.ASSIGNED_TO, "BA"), "eve")));

            meet();

            assertThat(only().assignedTo()).isEqualTo("BA");
            assertThat(claim("airtable")).singleElement().satisfies(outgoing -> assertThat(outgoing.columns())
                    .containsEntry("assigned_to", "BA"));
        }

        @Test
        void keepsTasksOfOtherSpellingOrOtherProjectApart() {
            record("rec1", "name", "build", "status", "Pending");
            row("row1", "title", "Build", "status", "todo");

            meet();

            assertThat(live()).hasSize(2);
            assertThat(proposals()).isEmpty();
        }

        @Test
        void makesNothingInARemoteBeforeBothAreRead() {
            record("rec1", "name", "Build", "status", "Pending");
            row("row1", "title", "Test", "status", "todo");

            assertThat(claim("convex")).isEmpty();
            assertThat(claim("airtable")).isEmpty();
            hub.hasRead("airtable");
            hub.bean(FirstContact.class).look();
            assertThat(claim("convex")).isEmpty();
            assertThat(hub.outbox.waiting()).containsEntry("convex", 1L);

            meet();

            assertThat(claim("convex")).hasSize(1);
            assertThat(claim("airtable")).hasSize(1);
        }

        @Test
        void writesWhatIsThereAlreadyMeanwhile() {
            record("rec1", "name", "Build", "status", "Pending");
            record("rec2", "name", "Test", "status", "Pending");
            Task task = live().get(0);
            hub.sync.edit(List.of(new HubEdit(task.id(), task.version(), Map.of(TaskField.ASSIGNED_TO, "BA"), "eve")));

            assertThat(claim("airtable")).singleElement().satisfies(outgoing -> assertThat(outgoing.externalId())
                    .isEqualTo("rec1"));
        }

        @Test
        void proposesWhatIsNotSureAndMakesNothingOfItMeanwhile() {
            oneInAirtableTwoInConvex();

            assertThat(live()).hasSize(3);
            assertThat(proposals()).hasSize(2).allSatisfy(proposal -> assertThat(proposal.why())
                    .startsWith("T-1 and T-")
                    .endsWith(" may be the same: 3 tasks are called \"Build\""));
            assertThat(claim("airtable")).isEmpty();
            assertThat(claim("convex")).isEmpty();
        }

        @Test
        void makesOneTaskOfAProposalThatIsAcceptedAndLetsTheOthersGo() {
            oneInAirtableTwoInConvex();
            Proposal proposal = proposals().get(0);

            hub.bean(Joins.class).accept(proposal.id(), "eve");

            assertThat(live()).hasSize(2);
            Task joined = hub.tasks.find(proposal.olderTask()).orElseThrow();
            assertThat(links(joined)).extracting(Link::system).containsExactlyInAnyOrder("airtable", "convex");
            assertThat(hub.tasks.find(proposal.newerTask()).orElseThrow().isDeleted())
                    .isTrue();
            assertThat(proposals()).isEmpty();
            assertThat(claim("airtable"))
                    .as("the other task is made there now, and nothing is deleted")
                    .singleElement()
                    .satisfies(outgoing -> {
                        assertThat(outgoing.externalId()).isNull();
                        assertThat(outgoing.taskId()).isNotIn(proposal.olderTask(), proposal.newerTask());
                    });
            assertThat(claim("convex")).noneMatch(Outgoing::deleted);
        }

        @Test
        void leavesTwoTasksWhenAProposalIsDismissed() {
            oneInAirtableTwoInConvex();
            for (Proposal proposal : proposals()) {
                hub.bean(Joins.class).dismiss(proposal.id(), "eve");
            }

            assertThat(proposals()).isEmpty();
            assertThat(live()).hasSize(3);
            assertThat(claim("airtable")).hasSize(2).allMatch(outgoing -> outgoing.externalId() == null);
            assertThat(claim("convex")).hasSize(1);
        }

        @Test
        void saysWhenThereIsNothingToDecide() {
            var joins = hub.bean(Joins.class);

            assertThatThrownBy(() -> joins.accept("p9", "eve"))
                    .isInstanceOf(NotFound.class)
                    .hasMessageContaining("GET /api/proposals");
            assertThatThrownBy(() -> joins.dismiss("p9", "eve")).isInstanceOf(NotFound.class);
        }

        @Test
        void refusesToJoinTasksThatHaveBothAnItemInOneSystem() {
            oneInAirtableTwoInConvex();
            Proposal proposal = proposals().get(0);
            hub.sync.accept(List.of(
                    Items.naming(Items.record("rec9", hub.clock.millis(), "name", "Build"), proposal.newerTask())));

            assertThatThrownBy(() -> hub.bean(Joins.class).accept(proposal.id(), "eve"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("both tasks have an item in airtable");
            assertThat(live()).hasSize(3);
        }

        @Test
        void makesItemsOfATaskWhoseEqualIsDeleted() {
            oneInAirtableTwoInConvex();

            hub.sync.accept(List.of(
                    Items.as(ItemChange.Type.DELETED, Items.row("row1", 9, hub.clock.instant(), "title", "Build"))));
            hub.sync.accept(List.of(
                    Items.as(ItemChange.Type.DELETED, Items.row("row2", 9, hub.clock.instant(), "title", "Build"))));

            assertThat(proposals()).isEmpty();
            assertThat(claim("convex")).singleElement().satisfies(outgoing -> assertThat(outgoing.externalId())
                    .isNull());
        }

        @Test
        void takesACopyThatCarriesAJoinedTasksIdForATaskOfItsOwn() {
            row("row1", "title", "Build", "status", "todo");
            record("rec1", "name", "Build", "status", "Pending");
            String joined = live().get(1).id();
            meet();

            hub.sync.accept(List.of(Items.naming(
                    Items.record("rec2", hub.clock.millis(), "name", "Build", "status", "Pending"), joined)));

            assertThat(live()).hasSize(2);
            assertThat(hub.links
                            .find("airtable", TestHub.BASE, "rec2")
                            .orElseThrow()
                            .taskId())
                    .isNotEqualTo(joined);
            assertThat(claim("airtable")).singleElement().satisfies(outgoing -> assertThat(outgoing.columns())
                    .containsEntry("taskhub_id", outgoing.taskId()));
        }

        @Test
        void isMadeOnce() {
            meet();
            record("rec1", "name", "Build", "status", "Pending");
            row("row1", "title", "Build", "status", "todo");

            hub.bean(FirstContact.class).look();

            assertThat(live()).as("somebody made these since").hasSize(2);
        }

        private void oneInAirtableTwoInConvex() {
            record("rec1", "name", "Build", "status", "Pending");
            row("row1", "title", "Build", "status", "todo");
            row("row2", "title", "Build", "status", "todo");
            meet();
        }

        void meet() {
            hub.hasRead("airtable");
            hub.hasRead("convex");
            hub.bean(FirstContact.class).look();
            assertThat(hub.bean(FirstContact.class).isMade()).isTrue();
        }

        void record(String id, Object... columns) {
            hub.clock.pass(Duration.ofSeconds(1));
            ItemChange shown = Items.record(id, hub.clock.millis(), columns);
            hub.sync.accept(List.of(new ItemChange(
                    shown.system(),
                    shown.container(),
                    id,
                    null,
                    shown.type(),
                    shown.item(),
                    shown.version(),
                    shown.changedAt(),
                    null,
                    null)));
        }

        void row(String id, Object... columns) {
            hub.clock.pass(Duration.ofSeconds(1));
            ItemChange shown = Items.row(id, 1, hub.clock.instant(), columns);
            // Else the hub would say who made it, and write that.
            shown.item().putIfAbsent("createdBy", "bob");
            hub.sync.accept(List.of(shown));
        }

        List<Task> live() {
            var ids =
                    hub.jdbc.queryForList("SELECT id FROM task WHERE deleted_at IS NULL ORDER BY number", String.class);
            var found = hub.tasks.find(ids);
            return ids.stream().map(found::get).toList();
        }

        private Task only() {
            assertThat(live()).hasSize(1);
            return live().get(0);
        }

        private List<Link> links(Task task) {
            return hub.links.ofTasks(List.of(task.id()));
        }

        private List<Proposal> proposals() {
            return hub.bean(Proposals.class).open(Integer.MAX_VALUE);
        }

        private List<Outgoing> claim(String system) {
            return hub.sync.claim(system, 10);
        }
    }
}
