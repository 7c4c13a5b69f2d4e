package dev.taskhub.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.comment.CommentWorld.Kind;
import dev.taskhub.comment.CommentWorld.Step;
import dev.taskhub.comment.CommentWorld.There;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.Parked;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Whatever happens to comments, and in whatever order: in the end all systems show the same ones. */
@PropertyDefaults(tries = 2000)
class CommentConvergenceTest {

    private static CommentHub hub;

    @BeforeContainer
    static void open() {
        hub = new CommentHub(Database.memory());
    }

    @AfterContainer
    static void close() {
        hub.close();
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void allSystemsShowTheSameCommentsWhenEverybodyIsQuiet(@ForAll("steps") List<Step> steps) {
        hub.clear();
        var world = new CommentWorld(hub);
        steps.forEach(world::take);
        world.settle();

        Map<String, Comment> comments = comments();
        assertThat(comments).as("comments, none doubled and none lost").hasSize(world.born.size());
        shows(world.convex, CommentHub.CONVEX, comments, Set.of());
        shows(world.airtable, CommentHub.AIRTABLE, comments, parked());
        everyTextLeavesATrace(world);
        theLastTextStands(world, comments);
    }

    /** Every live comment stands there once, saying the same; only what AirTable does not let the hub touch may differ. */
    private void shows(Map<String, There> remote, String system, Map<String, Comment> comments, Set<String> parked) {
        var languages = hub.bean(CommentLanguages.class);
        var standing = new HashSet<String>();
        for (There there : CommentWorld.live(remote)) {
            CommentLink link = link(system, there.id);
            Comment comment = comments.get(link.commentId());
            assertThat(standing.add(comment.id()))
                    .as("%s stands once", there.id)
                    .isTrue();
            if (!parked.contains(comment.id())) {
                assertThat(languages.inHub(comment, link, there.text)).isEqualTo(comment.body());
                assertThat(comment.isDeleted()).as("%s is deleted", there.id).isFalse();
            }
        }
        assertThat(comments.values())
                .filteredOn(comment -> !comment.isDeleted())
                .extracting(Comment::id)
                .as("what %s shows", system)
                .isSubsetOf(standing);
    }

    private void everyTextLeavesATrace(CommentWorld world) {
        String history = String.join(
                "\n", hub.jdbc.queryForList("SELECT changes FROM task_event WHERE type LIKE 'COMMENT%'", String.class));
        assertThat(world.told).allSatisfy(text -> assertThat(history).contains(text + "\""));
    }

    /**
     * Of comments that nobody deleted, for there it depends on who knew of what, and whose text nobody took back to what it was
     * on either side: to whom has not seen the text between, it has not moved.
     */
    private static void theLastTextStands(CommentWorld world, Map<String, Comment> comments) {
        var last = new HashMap<String, String>();
        var unsure = new HashSet<String>();
        var before = new HashSet<Map.Entry<String, String>>();
        for (CommentWorld.Edit edit : world.edits) {
            find(edit.system(), edit.id()).ifPresent(link -> {
                last.put(link.commentId(), edit.text());
                if (edit.text() == null || !before.add(Map.entry(link.commentId(), edit.text()))) {
                    unsure.add(link.commentId());
                }
            });
        }
        last.keySet().removeAll(unsure);
        last.forEach((id, text) ->
                assertThat(comments.get(id).body()).as("what was written last").endsWith(text));
    }

    private static CommentLink link(String system, String id) {
        return find(system, id).orElseThrow(() -> new AssertionError(system + " shows " + id + ", which nobody knows"));
    }

    private static Optional<CommentLink> find(String system, String id) {
        String container = system.equals(CommentHub.AIRTABLE) ? CommentHub.BASE : CommentHub.DEPLOYMENT;
        return hub.links.find(List.of(new CommentLink.Key(system, container, id))).stream()
                .findFirst();
    }

    private static Map<String, Comment> comments() {
        return hub.comments.find(hub.jdbc.queryForList("SELECT id FROM comment", String.class)).stream()
                .collect(Collectors.toMap(Comment::id, comment -> comment));
    }

    private static Set<String> parked() {
        return Set.copyOf(
                hub.jdbc.queryForList("SELECT id FROM parked_message WHERE state = 'parked'", String.class).stream()
                        .map(Parked::commentId)
                        .toList());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(6, Kind.WRITE),
                Tuple.of(8, Kind.EDIT),
                Tuple.of(3, Kind.DELETE),
                Tuple.of(1, Kind.RESTORE),
                Tuple.of(3, Kind.ASK),
                Tuple.of(3, Kind.TAKE_IN),
                Tuple.of(6, Kind.READ),
                Tuple.of(8, Kind.SEND),
                Tuple.of(4, Kind.SEND_AND_LOSE_THE_ANSWER),
                Tuple.of(1, Kind.SEND_IN_VAIN),
                Tuple.of(2, Kind.SEND_AND_WAIT),
                Tuple.of(2, Kind.HEAR_THE_ANSWER),
                Tuple.of(1, Kind.LINK),
                Tuple.of(2, Kind.PASS_TIME));
        Arbitrary<Integer> numbers =
                Arbitraries.integers().between(0, 9999).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(kinds, numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }
}
