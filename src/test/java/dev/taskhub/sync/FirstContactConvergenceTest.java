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

/** As {@link ConvergenceTest}, where both remotes held tasks before the hub met them, some of equal titles. */
@PropertyDefaults(tries = 250)
class FirstContactConvergenceTest extends Interleavings {

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
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
}
