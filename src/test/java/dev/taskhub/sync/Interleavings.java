package dev.taskhub.sync;

import dev.taskhub.sync.Step.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What may happen to the hub and its remotes, in whatever order. */
abstract class Interleavings {

    static TestHub hub;

    @BeforeContainer
    static void open() {
        hub = new TestHub(Database.memory());
    }

    @AfterContainer
    static void close() {
        hub.close();
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
