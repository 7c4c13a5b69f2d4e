package dev.taskhub.sync;

import dev.taskhub.sync.Step.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The promise of the sync rule holds whatever happens, in whatever order. Every run draws other scenarios; the release
 * profile draws ten times as many, see {@link ConvergenceReleaseTest}.
 */
@PropertyDefaults(tries = 10_000)
class ConvergenceTest {

    private static TestHub hub;

    @BeforeContainer
    static void open() {
        hub = new TestHub(Database.memory());
    }

    @AfterContainer
    static void close() {
        hub.close();
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void allSystemsShowOneListWhenEverybodyIsQuiet(@ForAll("steps") List<Step> steps, @ForAll("clocks") Clocks clocks) {
        hub.clear();
        var world = new World(hub, clocks);
        steps.forEach(world::take);
        world.settle();
        Promise.isKept(world);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void allSystemsShowOneListThoughBothHeldTasksBefore(
            @ForAll("holdings") List<Step> before,
            @ForAll("steps") List<Step> meanwhile,
            @ForAll("steps") List<Step> after,
            @ForAll("clocks") Clocks clocks) {
        hub.clearForFirstContact();
        var world = new World(hub, clocks);
        before.forEach(world::take);
        world.remotes.forEach(remote -> remote.news.clear());
        meanwhile.forEach(world::take);
        world.meet();
        after.forEach(world::take);
        world.settle();
        Promise.isKept(world);
    }

    @Provide
    Arbitrary<List<Step>> holdings() {
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, 9999).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(Arbitraries.of(Kind.CREATE, Kind.CREATE, Kind.EDIT), numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, Kind.CREATE),
                Tuple.of(12, Kind.EDIT),
                Tuple.of(2, Kind.DELETE),
                Tuple.of(1, Kind.RESTORE),
                Tuple.of(1, Kind.DUPLICATE),
                Tuple.of(3, Kind.LIST_TODO),
                Tuple.of(4, Kind.EDIT_IN_HUB),
                Tuple.of(8, Kind.HEAR),
                Tuple.of(2, Kind.HEAR_TWICE),
                Tuple.of(1, Kind.MISS),
                Tuple.of(2, Kind.POLL),
                Tuple.of(8, Kind.SEND),
                Tuple.of(2, Kind.SEND_AND_LOSE_THE_ANSWER),
                Tuple.of(1, Kind.SEND_IN_VAIN),
                Tuple.of(3, Kind.SEND_AND_WAIT),
                Tuple.of(3, Kind.HEAR_THE_ANSWER),
                Tuple.of(2, Kind.RESOLVE),
                Tuple.of(1, Kind.REPAIR),
                Tuple.of(1, Kind.TURN_BACK),
                Tuple.of(1, Kind.PASS_TIME));
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, 9999).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(kinds, numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Clocks> clocks() {
        Arbitrary<Long> skews = Arbitraries.of(
                0L, 0L, 0L, -1L, 1L, -1_000L, 1_000L, -5_000L, 5_000L, -300_000L, 300_000L, -86_400_000L, 86_400_000L);
        return Combinators.combine(skews, skews, Arbitraries.of(37L, 37L, 37L, 0L))
                .as(Clocks::new);
    }
}
