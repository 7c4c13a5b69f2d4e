package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import dev.taskhub.sync.ConflictPolicy.Winner;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.TaskField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConflictPolicyTest {

    private static final Stamp HUB = new Stamp(10, "hub");
    private static final Stamp AIRTABLE = new Stamp(10, "airtable");

    /** A value with its stamp: what two sides of a conflict hold. */
    record Side(Stamp stamp, String value) {}

    @Test
    void letsTheLaterWin() {
        assertThat(winner(Map.of(), new Stamp(10, "hub"), "h", new Stamp(11, "claude"), "r"))
                .isEqualTo(Winner.REMOTE);
        assertThat(winner(Map.of(), new Stamp(11, "hub"), "h", new Stamp(10, "airtable"), "r"))
                .isEqualTo(Winner.HUB);
    }

    @Test
    void breaksATieByTheOrderOfSystems() {
        assertThat(winner(Map.of(), HUB, "h", AIRTABLE, "r")).isEqualTo(Winner.REMOTE);
        assertThat(winner(Map.of(), AIRTABLE, "h", new Stamp(10, "convex"), "r"))
                .isEqualTo(Winner.HUB);
    }

    @Test
    void letsAnAuthorityWinOverTheLater() {
        var settings = Map.of("title", "authority:airtable");

        assertThat(winner(settings, new Stamp(99, "hub"), "h", AIRTABLE, "r")).isEqualTo(Winner.REMOTE);
        assertThat(winner(settings, AIRTABLE, "h", new Stamp(99, "convex"), "r"))
                .isEqualTo(Winner.HUB);
        assertThat(winner(settings, HUB, "h", new Stamp(99, "convex"), "r"))
                .as("neither is the authority")
                .isEqualTo(Winner.REMOTE);
    }

    @Test
    void leavesManualFieldsToAPerson() {
        assertThat(winner(Map.of("default", "manual"), HUB, "h", AIRTABLE, "r")).isEqualTo(Winner.NOBODY);
        assertThat(winner(Map.of("default", "manual", "title", "latest"), HUB, "h", AIRTABLE, "r"))
                .isEqualTo(Winner.REMOTE);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> policy(Map.of("titel", "latest")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("taskhub.sync.conflict.titel: there is no task field of this name");
        assertThatThrownBy(() -> policy(Map.of("title", "newest"))).hasMessageContaining("\"newest\" is not one of");
        assertThatThrownBy(() -> policy(Map.of("title", "authority:airtabel")))
                .hasMessageContaining("\"authority:airtabel\"")
                .hasMessageContaining("airtable");
    }

    @Property(tries = 500)
    void choosesTheSameInWhateverOrderTheSidesCome(@ForAll("sides") List<Side> sides, @ForAll long seed) {
        var shuffled = new ArrayList<>(sides);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(last(shuffled)).isEqualTo(last(sides));
    }

    @Provide
    Arbitrary<List<Side>> sides() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.of("airtable", "convex", "claude", "hub", "mail"),
                        Arbitraries.of("a", "b", "Aa", "BB"))
                .as((time, system, value) -> new Side(new Stamp(time, system), value))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** What the hub ends up with when it sees the sides one after the other. */
    private static Side last(List<Side> sides) {
        ConflictPolicy policy = policy(Map.of());
        return sides.stream()
                .reduce((hub, remote) -> {
                    Winner winner =
                            policy.winner(TaskField.TITLE, hub.stamp(), hub.value(), remote.stamp(), remote.value());
                    return winner == Winner.REMOTE ? remote : hub;
                })
                .orElseThrow();
    }

    private static Winner winner(
            Map<String, String> conflict, Stamp hub, String hubValue, Stamp remote, String remoteValue) {
        return policy(conflict).winner(TaskField.TITLE, hub, hubValue, remote, remoteValue);
    }

    private static ConflictPolicy policy(Map<String, String> conflict) {
        SyncSettings usual = TestHub.SETTINGS;
        return new ConflictPolicy(new SyncSettings(
                conflict,
                usual.order(),
                usual.maxAhead(),
                usual.settle(),
                usual.damperFlips(),
                usual.damperWindow(),
                usual.matchTitles()));
    }
}
