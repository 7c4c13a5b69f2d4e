package dev.taskhub.sync;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;

/**
 * The promise of the sync rule holds whatever happens, in whatever order. Every run draws other scenarios; the release
 * profile draws ten times as many, see {@link ConvergenceReleaseTest}.
 */
@PropertyDefaults(tries = 10_000)
class ConvergenceTest extends Interleavings {

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void allSystemsShowOneListWhenEverybodyIsQuiet(@ForAll("steps") List<Step> steps, @ForAll("clocks") Clocks clocks) {
        hub.clear();
        var world = new World(hub, clocks);
        steps.forEach(world::take);
        world.settle();
        Promise.isKept(world);
    }
}
