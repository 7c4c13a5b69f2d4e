package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SetMergeTest {

    @Test
    void keepsWhatEitherSideAddedAndDropsWhatEitherRemoved() {
        assertThat(SetMerge.merge(List.of("a", "b", "c"), List.of("a", "b", "hub"), List.of("b", "c", "theirs")))
                .containsExactly("b", "hub", "theirs");
    }

    @Test
    void isEmptyWhenNothingIsLeft() {
        assertThat(SetMerge.merge(List.of("a"), List.of("a"), null)).isNull();
    }

    @Test
    void tellsObjectsApartByTheirId() {
        var before = Map.of("id", "1", "text", "before");
        var after = Map.of("id", "1", "text", "after");
        var other = Map.of("id", "2", "text", "other");

        assertThat(SetMerge.merge(List.of(before), List.of(before, other), List.of(after)))
                .containsExactly(after, other);
    }

    @Property(tries = 300)
    void doesNotDependOnWhichSideIsCalledTheHub(
            @ForAll Set<@AlphaChars @StringLength(1) String> base,
            @ForAll Set<@AlphaChars @StringLength(1) String> one,
            @ForAll Set<@AlphaChars @StringLength(1) String> other) {
        assertThat(SetMerge.merge(sorted(base), sorted(one), sorted(other)))
                .isEqualTo(SetMerge.merge(sorted(base), sorted(other), sorted(one)));
    }

    private static List<String> sorted(Set<String> set) {
        return List.copyOf(new TreeSet<>(set));
    }
}
