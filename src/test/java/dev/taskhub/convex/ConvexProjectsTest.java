package dev.taskhub.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.taskhub.convex.ConvexProjects.Step;
import dev.taskhub.plan.Breakdown;
import dev.taskhub.plan.Project;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.Positions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvexProjectsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Map<String, Object> KIT = Map.of("kitVersion", "1", "capabilities", List.of("projects"));
    private static final Map<String, Object> OLD_KIT = Map.of("kitVersion", "1", "capabilities", List.of("tasks"));
    private static final Map<String, Object> DONE = Map.of("results", List.of());

    private final List<Project> all = new ArrayList<>();
    private final Breakdown breakdown = mock();
    private final Positions positions = mock();
    private final FirstContact contact = mock();
    private final Clock clock = mock();
    private String position;
    private ConvexProjects projects = projects(false);

    @BeforeEach
    void open() {
        when(clock.instant()).thenReturn(NOW);
        when(contact.isMade()).thenReturn(true);
        when(positions.get("convex", "x.convex.cloud", "projects")).thenAnswer(call -> Optional.ofNullable(position));
        doAnswer(call -> position = call.getArgument(3))
                .when(positions)
                .put(eq("convex"), eq("x.convex.cloud"), eq("projects"), anyString());
        when(breakdown.projectsAfter(anyLong(), any(), anyInt())).thenAnswer(call -> all.stream()
                .filter(project -> project.change() > call.<Long>getArgument(0)
                        || project.change() == call.<Long>getArgument(0)
                                && project.id().compareTo(call.getArgument(1)) > 0)
                .limit(call.<Integer>getArgument(2))
                .toList());
    }

    @Test
    void saysNothingWhenNothingChanged() {
        assertThat(projects.begin().isDone()).isTrue();
    }

    @Test
    void writesWhatChangedAndDeletesWhatIsGone() {
        all.add(project("a", "Shop", 1, false));
        all.add(project("b", "Site", 1, true));
        all.add(project("c", null, 2, false));

        Step step = projects.answered(projects.begin(), KIT);
        assertThat(path(step)).isEqualTo("hubSync:upsertProjects");
        assertThat(args(step).toString())
                .contains("externalId=a, name=Shop, description=null, status=active, createdAt=0, updatedAt=1000")
                .doesNotContain("externalId=b", "externalId=c");
        step = projects.answered(step, DONE);
        assertThat(args(step)).isEqualTo(Map.of("externalIds", List.of("b")));
        assertThat(position).as("only when all of it is told").isNull();
        step = projects.answered(step, DONE);

        assertThat(step.isDone()).isTrue();
        assertThat(projects.begin().isDone()).isTrue();
        all.set(0, project("a", "Store", 3, false));
        assertThat(projects.begin().isDone()).as("at once").isFalse();
    }

    @Test
    void writesFiftyAtATime() {
        IntStream.range(0, 120).forEach(n -> all.add(project("p" + (1000 + n), "P", 1, false)));
        var sizes = new ArrayList<Integer>();

        Step step = projects.answered(projects.begin(), KIT);
        while (!step.isDone()) {
            sizes.add(((List<?>) args(step).get("items")).size());
            step = projects.answered(step, DONE);
        }

        assertThat(sizes).containsExactly(50, 50, 20);
    }

    @Test
    void passesOverProjectsWithoutAName() {
        IntStream.range(0, 60).forEach(n -> all.add(project("p" + (1000 + n), null, 1, false)));

        assertThat(projects.answered(projects.begin(), KIT).isDone()).isTrue();
        assertThat(projects.begin().isDone()).isTrue();
    }

    @Test
    void doesWithoutProjectsWhereTheKitDoesNotKnowThemAndAsksAgainLater() {
        all.add(project("a", "Shop", 1, false));

        assertThat(projects.answered(projects.begin(), OLD_KIT).isDone()).isTrue();
        assertThat(position).isNull();
        assertThat(projects.begin().isDone()).isTrue();
        pass(Duration.ofMinutes(5));
        assertThat(path(projects.answered(projects.begin(), KIT))).isEqualTo("hubSync:upsertProjects");
    }

    @Test
    void restsAfterACallThatFailed() {
        all.add(project("a", "Shop", 1, false));
        projects.begin();

        assertThat(projects.begin().isDone()).isTrue();
        pass(Duration.ofSeconds(30));
        assertThat(path(projects.begin())).isEqualTo("hubSync:info");
    }

    @Test
    void writesNothingBeforeTheFirstContactAndInADryRun() {
        all.add(project("a", "Shop", 1, false));

        assertThat(projects(true).begin().isDone()).isTrue();
        when(contact.isMade()).thenReturn(false);
        assertThat(projects.begin().isDone()).isTrue();
    }

    private ConvexProjects projects(boolean dryRun) {
        return new ConvexProjects(
                breakdown,
                new ConvexCalls(),
                positions,
                contact,
                new DryRunSettings(dryRun),
                new ConvexSettings("https://x.convex.cloud", "", ""),
                clock);
    }

    private void pass(Duration time) {
        when(clock.instant()).thenReturn(NOW.plus(time));
    }

    private static Project project(String id, String name, long change, boolean deleted) {
        return new Project(id, name, null, "active", Instant.EPOCH, Instant.ofEpochSecond(1), deleted, change);
    }

    private static String path(Step step) {
        return (String) body(step.call()).get("path");
    }

    private static Map<?, ?> args(Step step) {
        return (Map<?, ?>) body(step.call()).get("args");
    }

    private static Map<?, ?> body(RemoteCall call) {
        return (Map<?, ?>) call.body();
    }
}
