package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.task.TaskEvent;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What wrong clocks may change about who wins. */
class ClockSkewTest {

    private static TestHub hub;

    @BeforeContainer
    static void open() {
        hub = new TestHub(Database.memory());
    }

    @AfterContainer
    static void close() {
        hub.close();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.FIRST)
    void theLaterEditWinsWhenItIsLaterByMoreThanTheSkew(
            @ForAll @LongRange(min = -60_000, max = 60_000) long skew,
            @ForAll boolean airtableFirst,
            @ForAll boolean heardInOrder) {
        hub.clear();
        var world = new World(hub, new Clocks(skew, 0, 0));
        var record = world.airtable.create(Items.columns("name", "Build", "status", "Pending"));
        world.settle();
        var row = world.convex.live().get(0);

        edit(world, airtableFirst, record, row, "first");
        hub.clock.pass(Duration.ofMillis(Math.abs(skew) + 1));
        edit(world, !airtableFirst, record, row, "second");
        boolean airtableHeardFirst = airtableFirst == heardInOrder;
        hear(airtableHeardFirst ? world.airtable : world.convex);
        hear(airtableHeardFirst ? world.convex : world.airtable);
        world.settle();

        assertThat(world.tasks()).singleElement().satisfies(task -> assertThat(task.title())
                .isEqualTo("second"));
        assertThat(record.columns).containsEntry("name", "second");
        assertThat(row.columns).containsEntry("title", "second");
        assertThat(hub.events(world.tasks().get(0).id()))
                .as("the loser is not lost")
                .filteredOn(event -> event.type() == TaskEvent.Type.OVERRULED)
                .hasSize(1);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.FIRST)
    void aClockFarAheadWinsNoLongerThanOneThatIsAllowedToBeAhead(
            @ForAll @LongRange(min = 60_001, max = 86_400_000) long ahead) {
        hub.clear();
        var world = new World(hub, new Clocks(ahead, 0, 0));
        var record = world.airtable.create(Items.columns("name", "Build", "status", "Pending"));
        world.settle();
        var row = world.convex.live().get(0);

        edit(world, true, record, row, "far ahead");
        hear(world.airtable);
        hub.clock.pass(Duration.ofMillis(60_001));
        edit(world, false, record, row, "a minute later");
        hear(world.convex);
        world.settle();

        assertThat(record.columns).containsEntry("name", "a minute later");
    }

    private static void edit(
            World world, boolean inAirtable, SimulatedRemote.Item record, SimulatedRemote.Item row, String title) {
        if (inAirtable) {
            world.airtable.edit(record, "name", title);
        } else {
            world.convex.edit(row, "title", title);
        }
    }

    private static void hear(SimulatedRemote remote) {
        List.copyOf(remote.news).forEach(change -> hub.sync.accept(List.of(change)));
        remote.news.clear();
    }
}
