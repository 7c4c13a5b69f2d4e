package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnknown;
import dev.taskhub.task.TaskField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a batch that a remote did not take. */
class DeliveriesTest {

    private static TestHub hub;

    @BeforeAll
    static void open() {
        hub = new TestHub(Database.memory());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.clear();
    }

    @Test
    void waitsForARemoteThatIsAwayAsLongAsItAsks() {
        hub.deliveries.postpone(claimed(2), new RemoteUnavailable("away", Duration.ofMinutes(7)));

        hub.clock.pass(Duration.ofMinutes(6));
        assertThat(claim()).isEmpty();
        hub.clock.pass(Duration.ofMinutes(1));
        assertThat(claim()).hasSize(2);
    }

    @Test
    void sendsAloneThenParksWhatIsRefused() {
        hub.deliveries.refused(claimed(2), new RemoteRefused(422, "INVALID", "one of them is too long"));

        List<Outgoing> first = claim();
        assertThat(first).hasSize(1);
        hub.deliveries.refused(first, new RemoteRefused(422, "INVALID", "it is too long"));
        assertThat(hub.parked.waiting(10)).singleElement().satisfies(message -> assertThat(message.hint())
                .isEqualTo("it is too long"));
        assertThat(claim()).as("the other").hasSize(1);
    }

    @Test
    void letsEverythingWaitWhenTheRemoteIsClosed() {
        List<Outgoing> batch = claimed(2);
        changed(3);

        hub.deliveries.refused(batch, new RemoteClosed(401, "AUTHENTICATION_REQUIRED", "set the token"));

        hub.clock.pass(Duration.ofMinutes(29));
        assertThat(claim()).isEmpty();
        hub.clock.pass(Duration.ofMinutes(1));
        assertThat(claim()).hasSize(3);
        assertThat(hub.parked.countWaiting()).isZero();
    }

    @Test
    void parksNothingForWantOfRights() {
        hub.deliveries.refused(claimed(1), new RemoteUnknown(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "no"));

        assertThat(hub.parked.countWaiting()).isZero();
        assertThat(claim()).isEmpty();
        hub.clock.pass(Duration.ofMinutes(30));
        assertThat(claim()).hasSize(1);
    }

    @Test
    void looksSoonWhetherADeletionWasCarriedOutThatIsRefusedForWantOfRights() {
        hub.sync.accept(List.of(record(1, "Build")));
        Outgoing create = claim().get(0);
        hub.sync.written(List.of(new Written(create, create.taskId(), create.columns(), "1")));
        hub.sync.accept(List.of(Items.as(ItemChange.Type.DELETED, record(1, ""))));

        hub.deliveries.refused(claim(), new RemoteUnknown(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "no"));

        hub.clock.pass(Duration.ofSeconds(5));
        assertThat(claim()).singleElement().matches(Outgoing::deleted);
    }

    @Test
    void waitsForNoRightsToAnItemThatWasDeletedMeanwhile() {
        hub.sync.accept(List.of(record(1, "Build")));
        String taskId = hub.tasks.findByNumber(1).orElseThrow().id();
        hub.sync.edit(List.of(new HubEdit(taskId, 1, Map.of(TaskField.TITLE, "edited"), "eve")));
        List<Outgoing> update = hub.sync.claim("airtable", 10);
        hub.sync.accept(List.of(Items.as(ItemChange.Type.DELETED, record(1, ""))));

        hub.deliveries.refused(update, new RemoteUnknown(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "no"));

        assertThat(hub.sync.claim("airtable", 10)).as("a person decides first").isEmpty();
        assertThat(hub.outbox.waiting()).as("no trouble to show").doesNotContainKey("airtable");
        assertThat(hub.conflicts.countOpen()).isEqualTo(1);
        assertThat(hub.parked.countWaiting()).isZero();
    }

    @Test
    void takesAnItemThatIsNotThereForDeleted() {
        hub.sync.accept(List.of(record(1, "Build")));
        hub.sync.accept(List.of(Items.as(ItemChange.Type.DELETED, record(1, ""))));
        resolve();
        hub.sync.accept(List.of(record(2, "Other")));
        String taskId = hub.tasks.findByNumber(2).orElseThrow().id();
        hub.sync.edit(List.of(new HubEdit(taskId, 1, Map.of(TaskField.TITLE, "edited"), "eve")));
        List<Outgoing> update = hub.sync.claim("airtable", 10);

        hub.deliveries.refused(update, new RemoteUnknown(404, "NOT_FOUND", "no such record"));

        assertThat(hub.conflicts.open(10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.field()).isEqualTo(Conflict.LIFE);
            assertThat(conflict.taskId()).isEqualTo(taskId);
        });
        assertThat(hub.sync.claim("airtable", 10)).isEmpty();
        hub.sync.resolve(hub.conflicts.open(1).get(0).id(), false, "eve");
        assertThat(hub.sync.claim("airtable", 10)).singleElement().satisfies(create -> assertThat(create.externalId())
                .isNull());
    }

    @Test
    void takesADeletionOfWhatIsNotThereForDone() {
        hub.sync.accept(List.of(record(1, "Build")));
        Outgoing create = claim().get(0);
        hub.sync.written(List.of(new Written(create, create.taskId(), create.columns(), "1")));
        hub.sync.accept(List.of(Items.as(ItemChange.Type.DELETED, record(1, ""))));
        resolve();
        List<Outgoing> deletion = claim();
        assertThat(deletion).singleElement().matches(Outgoing::deleted);

        hub.deliveries.refused(deletion, new RemoteUnknown(200, "NOT_FOUND", "no such row"));

        assertThat(claim()).isEmpty();
        assertThat(hub.outbox.waiting()).doesNotContainKey("convex");
        assertThat(hub.parked.countWaiting()).isZero();
    }

    private void resolve() {
        hub.conflicts.open(10).forEach(conflict -> hub.sync.resolve(conflict.id(), true, "eve"));
    }

    private List<Outgoing> claimed(int tasks) {
        changed(tasks);
        return claim();
    }

    private void changed(int tasks) {
        var records = new ArrayList<ItemChange>();
        for (int i = 0; i < tasks; i++) {
            records.add(record(i, "task " + i + " " + hub.clock.millis()));
        }
        hub.sync.accept(records);
    }

    private static ItemChange record(int number, String name) {
        hub.clock.pass(Duration.ofMillis(1));
        return Items.record("rec" + number, hub.clock.millis(), "name", name, "status", "Pending");
    }

    private static List<Outgoing> claim() {
        return hub.sync.claim("convex", 10);
    }
}
