package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FamiliesTest {

    private static final Remote AIRTABLE = new Remote("airtable", "app1");
    private static final Remote CONVEX = new Remote("convex", "dev-1");

    @Test
    void isSureOfOneOnEachSide() {
        Families families = of(task("a", null, AIRTABLE), task("c", "p1", CONVEX));

        assertThat(sure(families)).containsExactly(List.of("a", "c"));
        assertThat(families.unsure()).isEmpty();
    }

    @Test
    void isSureOfATaskWithoutItemsThatOneOfEachSideMayBe() {
        assertThat(sure(of(task("todo", null), task("a", null, AIRTABLE), task("c", null, CONVEX))))
                .containsExactly(List.of("todo", "a", "c"));
    }

    @Test
    void isUnsureWhenOneSideHasTwo() {
        Families families = of(task("a", null, AIRTABLE), task("b", null, AIRTABLE), task("c", null, CONVEX));

        assertThat(families.sure()).isEmpty();
        assertThat(pairs(families)).containsExactly("a-c", "b-c");
    }

    @Test
    void keepsProjectsApart() {
        Families families = of(
                task("a", "p1", AIRTABLE),
                task("b", "p2", AIRTABLE),
                task("c", "p1", CONVEX),
                task("d", "p2", CONVEX),
                task("e", "p3", CONVEX));

        assertThat(sure(families)).containsExactly(List.of("a", "c"), List.of("b", "d"));
        assertThat(families.unsure()).isEmpty();
    }

    @Test
    void isUnsureOfATaskWithoutProjectThatFitsTwo() {
        assertThat(pairs(of(task("a", null, AIRTABLE), task("c", "p1", CONVEX), task("d", "p2", CONVEX))))
                .containsExactly("a-c", "a-d");
    }

    @Test
    void saysNothingOfTasksThatAreAllInOnePlaceOrInNone() {
        assertThat(of(task("a", null, AIRTABLE), task("b", null, AIRTABLE)))
                .isEqualTo(new Families(List.of(), List.of()));
        assertThat(of(task("a", null), task("b", null))).isEqualTo(new Families(List.of(), List.of()));
    }

    private static Families of(Namesake... namesakes) {
        return Families.of(List.of(namesakes));
    }

    private static Namesake task(String id, String project, Remote... places) {
        return new Namesake(id, "T-" + id, "Build", project, Set.of(places));
    }

    private static Stream<List<String>> sure(Families families) {
        return families.sure().stream()
                .map(family -> family.stream().map(Namesake::taskId).toList());
    }

    private static List<String> pairs(Families families) {
        return families.unsure().stream()
                .map(pair -> pair.older().taskId() + "-" + pair.newer().taskId())
                .toList();
    }
}
