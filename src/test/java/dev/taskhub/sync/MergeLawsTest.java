package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.SyncRule.Outcome;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/** What holds of the three-way merge by itself, whatever the three are. */
@PropertyDefaults(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
class MergeLawsTest {

    private static final Mappings MAPPINGS = Mappings.read(Path.of("config"));

    private final SyncRule rule = new SyncRule(new ConflictPolicy(TestHub.SETTINGS));

    @Property
    void restsAfterOneRound(@ForAll long seed) {
        MergeCase drawn = MergeCase.draw(MAPPINGS, seed);
        Task task = merged(drawn, MergeCase.SYSTEMS);

        for (String system : MergeCase.SYSTEMS) {
            var shown = MergeCase.shown(task, MAPPINGS.of(system));
            Link written = drawn.links().get(system).withBase(shown, Map.of());

            assertThat(SyncRule.difference(task, MAPPINGS.of(system), written, Set.of(), false))
                    .as("more to write to %s", system)
                    .isEmpty();
            assertThat(merge(task, drawn, written, shown).isQuiet())
                    .as("more to hear from %s", system)
                    .isTrue();
        }
    }

    @Property
    void writesNothingWhereNothingWasChanged(@ForAll long seed) {
        MergeCase drawn = MergeCase.draw(MAPPINGS, seed);

        for (String system : MergeCase.SYSTEMS) {
            Outcome outcome = merge(
                    drawn.hub(),
                    drawn,
                    drawn.links().get(system),
                    drawn.links().get(system).base());

            assertThat(outcome.isQuiet()).isTrue();
            assertThat(outcome.task()).isEqualTo(drawn.hub());
        }
    }

    @Property
    void doesNotDependOnTheOrderOfColumns(@ForAll long seed) {
        MergeCase drawn = MergeCase.draw(MAPPINGS, seed);

        for (String system : MergeCase.SYSTEMS) {
            Link link = drawn.links().get(system);
            Outcome whole = merge(drawn.hub(), drawn, link, drawn.items().get(system));
            var columns = new ArrayList<>(MAPPINGS.of(system).fields());
            Collections.shuffle(columns, new Random(seed));
            Task task = drawn.hub();
            Link after = link;
            for (FieldMapping column : columns) {
                var one = Collections.singletonMap(
                        column.column(), drawn.items().get(system).get(column.column()));
                Outcome outcome = rule.merge(
                        task,
                        MAPPINGS.of(system),
                        after,
                        one,
                        false,
                        field -> drawn.stamps().get(system),
                        Set.of(),
                        (field, before, now) -> false);
                task = outcome.task();
                after = after.withBase(outcome.base(), outcome.sent());
            }

            assertThat(task).isEqualTo(whole.task());
            assertThat(after.base()).isEqualTo(whole.base());
        }
    }

    @Property
    void doesNotDependOnWhoIsHeardFirst(@ForAll long seed) {
        MergeCase drawn = MergeCase.draw(MAPPINGS, seed);

        var oneWay = merged(drawn, MergeCase.SYSTEMS);
        var other = new ArrayList<>(MergeCase.SYSTEMS);
        Collections.reverse(other);

        var otherWay = merged(drawn, other);

        for (TaskField field : TaskField.values()) {
            if (field != TaskField.STATUS || isTold(drawn)) {
                assertThat(oneWay.value(field)).as(field.jsonName()).isEqualTo(otherWay.value(field));
            }
        }
    }

    @Property
    void keepsEveryEditOrSaysWhatBecameOfIt(@ForAll long seed) {
        MergeCase drawn = MergeCase.draw(MAPPINGS, seed);

        for (String system : MergeCase.SYSTEMS) {
            Link link = drawn.links().get(system);
            Outcome outcome = merge(drawn.hub(), drawn, link, drawn.items().get(system));
            for (FieldMapping column : MergeCase.edited(MAPPINGS.of(system))) {
                Object typed = drawn.items().get(system).get(column.column());
                boolean edited = !Objects.equals(typed, link.base().get(column.column()));
                if (edited && column.field().kind() != TaskField.Kind.SET) {
                    boolean taken =
                            Objects.equals(typed, column.toRemote(outcome.task().value(column.field())));
                    boolean overruled = outcome.overruled().stream()
                            .anyMatch(lost -> lost.field() == column.field()
                                    && Objects.equals(typed, column.toRemote(lost.after())));
                    boolean disputed =
                            outcome.disagreements().stream().anyMatch(open -> open.field() == column.field());
                    assertThat(taken || overruled || disputed)
                            .as("%s typed into %s", typed, column.column())
                            .isTrue();
                }
            }
        }
    }

    private Task merged(MergeCase drawn, List<String> order) {
        Task task = drawn.hub();
        for (String system : order) {
            task = merge(task, drawn, drawn.links().get(system), drawn.items().get(system))
                    .task();
        }
        return task;
    }

    private Outcome merge(Task task, MergeCase drawn, Link link, Map<String, Object> item) {
        return rule.merge(
                task,
                MAPPINGS.of(link.system()),
                link,
                item,
                true,
                field -> drawn.stamps().get(link.system()),
                Set.of(),
                (field, before, after) -> false);
    }

    /** Whether all statuses that matter have a name of their own in both systems; Convex tells blocked not from in progress. */
    private static boolean isTold(MergeCase drawn) {
        FieldMapping convex =
                MAPPINGS.of(TestHub.CONVEX).forField(TaskField.STATUS).orElseThrow();
        FieldMapping airtable =
                MAPPINGS.of(TestHub.AIRTABLE).forField(TaskField.STATUS).orElseThrow();
        return Stream.of(
                        airtable.toRemote(drawn.hub().status()),
                        drawn.links().get(TestHub.AIRTABLE).base().get(airtable.column()),
                        drawn.items().get(TestHub.AIRTABLE).get(airtable.column()))
                .filter(Objects::nonNull)
                .map(airtable::toHub)
                .allMatch(status -> status.equals(convex.toHub(convex.toRemote(status))));
    }
}
