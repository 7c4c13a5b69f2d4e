package dev.taskhub.plan;

import static dev.taskhub.plan.PlanHub.phase;
import static dev.taskhub.plan.PlanHub.plan;
import static dev.taskhub.plan.PlanHub.project;
import static dev.taskhub.plan.PlanHub.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.mapping.PlanTable.Row;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.Written;
import dev.taskhub.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of plans, phases and stages and what becomes of their tasks, on both databases. */
class BreakdownTest {

    private static final Part[] BASE = {
        plan("shop", "Shop"),
        plan("site", "Site"),
        phase("build", "Build", "shop"),
        phase("launch", "Launch", "site"),
        stage("api", "API", "build"),
        stage("pages", "Pages", "launch")
    };

    @TempDir
    static Path folder;

    private static PlanHub sqlite;
    private static PlanHub postgres;

    @BeforeAll
    static void open() {
        sqlite = new PlanHub(Database.sqlite(folder));
        postgres = new PlanHub(Database.postgres());
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
    }

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(sqlite);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(postgres);
        }
    }

    abstract static class Cases {

        private final PlanHub hub;

        Cases(PlanHub hub) {
            this.hub = hub;
        }

        @BeforeEach
        void clear() {
            hub.clear();
        }

        @Test
        void findsTheProjectOfAStageByWayOfItsPhase() {
            hub.read(BASE);

            assertThat(breakdown().of(List.of("api", "pages", "unheard of")))
                    .isEqualTo(Map.of("api", "shop", "pages", "site"));
            assertThat(breakdown().known(List.of("shop", "web-app"))).containsExactly("shop");
        }

        @Test
        void doesWithoutPhasesOrPlans() {
            hub.read(plan("shop", "Shop"), stage("api", "API", "shop"), stage("loose", "Loose", null));

            assertThat(breakdown().of(List.of("api", "loose"))).isEqualTo(Map.of("api", "shop", "loose", ""));
        }

        @Test
        void keepsAllThatAPlanShows() {
            Instant made = Instant.parse("2026-01-01T00:00:00Z");
            hub.read(new Part("shop", Level.PLAN, new Row("S|`\n☕", "What for", "active", null, 2.5), made));

            assertThat(breakdown().projectsAfter(0, "", 10)).singleElement().satisfies(project -> assertThat(project)
                    .extracting(
                            Project::id,
                            Project::name,
                            Project::description,
                            Project::status,
                            Project::createdAt,
                            Project::deleted)
                    .containsExactly("shop", "S|`\n☕", "What for", "active", made, false));
            long change = breakdown().lastChange();

            hub.read(new Part("shop", Level.PLAN, new Row("S|`\n☕", "What for", "active", null, 2.5), made));

            assertThat(breakdown().lastChange())
                    .as("nothing differs, nothing is written")
                    .isEqualTo(change);
        }

        @Test
        void givesTheProjectsThatChangedInTheOrderOfTheirChanges() {
            hub.read(BASE);
            Project first = breakdown().projectsAfter(0, "", 1).get(0);

            assertThat(breakdown().projectsAfter(first.change(), first.id(), 10))
                    .extracting(Project::id)
                    .containsExactly("site");
            long change = breakdown().lastChange();
            hub.read(with(plan("shop", "Store")));
            assertThat(breakdown().projectsAfter(change, "zzz", 10))
                    .singleElement()
                    .satisfies(project -> assertThat(project.name()).isEqualTo("Store"));
        }

        @Test
        void buriesWhatAListingLacksAndTakesItBack() {
            hub.read(BASE);

            hub.read(without("site"));

            assertThat(breakdown().projectsAfter(0, "", 10))
                    .filteredOn(Project::deleted)
                    .extracting(Project::id)
                    .containsExactly("site");
            assertThat(breakdown().of(List.of("pages"))).isEqualTo(Map.of("pages", ""));

            hub.read(BASE);

            assertThat(breakdown().projectsAfter(0, "", 10)).noneMatch(Project::deleted);
            assertThat(breakdown().of(List.of("pages"))).isEqualTo(Map.of("pages", "site"));
        }

        @Test
        void believesInADayThatMoreThanAFifthIsMissing() {
            Part[] many = IntStream.range(0, 20)
                    .mapToObj(n -> plan("plan" + n, "Plan " + n))
                    .toArray(Part[]::new);
            Part[] few = Arrays.copyOf(many, 15);
            hub.read(many);

            hub.read(few);
            hub.pass(Duration.ofHours(23));
            hub.read(few);
            assertThat(deleted()).isZero();

            hub.pass(Duration.ofHours(2));
            hub.read(few);
            assertThat(deleted()).isEqualTo(5);
        }

        @Test
        void doubtsAnewWhatCameBackInBetween() {
            Part[] many = IntStream.range(0, 20)
                    .mapToObj(n -> plan("plan" + n, "Plan " + n))
                    .toArray(Part[]::new);
            hub.read(many);
            hub.read();
            hub.pass(Duration.ofHours(23));
            hub.read(many);
            hub.pass(Duration.ofHours(2));

            hub.read();

            assertThat(deleted()).isZero();
        }

        @Test
        void takesThePartsOfACopiedBaseForTheCopys() {
            hub.read(BASE);
            PlanReading reading = hub.bean(PlanReading.class);
            reading.accept("airtable", "copy", Level.PLAN, List.of(plan("shop", "Shop"), plan("site", "Site")));

            reading.finish("airtable", "copy", Map.of(Level.PLAN, Set.of("shop")));

            assertThat(breakdown().projectsAfter(0, "", 10))
                    .hasSize(2)
                    .filteredOn(Project::deleted)
                    .extracting(Project::id)
                    .containsExactly("site");
        }

        @Test
        void saysNothingOfALevelThatWasNotRead() {
            hub.read(BASE);

            hub.bean(PlanReading.class).finish("airtable", PlanHub.BASE, Map.of(Level.PLAN, Set.of("shop", "site")));

            assertThat(deleted()).isZero();
        }

        @Test
        void givesATaskTheProjectOfItsStage() {
            hub.read(BASE);
            hub.meet();

            assertThat(project(hub.record("rec1", "api"))).isEqualTo("shop");
            assertThat(project(hub.record("rec1", "pages"))).isEqualTo("site");
            assertThat(hub.bean(JdbcTemplate.class).queryForList("SELECT system, changes FROM task_event ORDER BY id"))
                    .extracting(event -> event.get("system") + " " + event.get("changes"))
                    .satisfiesExactly(
                            created -> assertThat(created)
                                    .startsWith("airtable")
                                    .contains("[\"projectId\",null,\"shop\"]"),
                            moved -> assertThat(moved)
                                    .isEqualTo("airtable [[\"stageId\",\"api\",\"pages\"],"
                                            + "[\"projectId\",\"shop\",\"site\"]]"));
        }

        @Test
        void writesTheStagesProjectBackOverAnotherOneAndKeepsATraceOfThat() {
            hub.read(BASE);
            hub.meet();
            Task task = hub.record("rec1", "api");
            Sync sync = hub.bean(Sync.class);
            Outgoing made = sync.claim("convex", 10).get(0);
            assertThat(made.columns()).containsEntry("projectId", "shop");
            sync.written(List.of(new Written(made, task.id(), made.columns(), "1")));

            assertThat(project(hub.row(task.id(), "web-app"))).isEqualTo("shop");

            assertThat(sync.claim("convex", 10)).singleElement().satisfies(back -> assertThat(back.columns())
                    .containsEntry("projectId", "shop"));
            assertThat(hub.bean(JdbcTemplate.class)
                            .queryForList(
                                    "SELECT changes FROM task_event WHERE system <> 'airtable' ORDER BY id",
                                    String.class))
                    .satisfiesExactly(
                            edit -> assertThat(edit).contains("[\"projectId\",\"shop\",\"web-app\"]"),
                            back -> assertThat(back).isEqualTo("[[\"projectId\",\"web-app\",\"shop\"]]"));
        }

        @Test
        void takesTheProjectFromATaskThatLeavesItsStage() {
            hub.read(BASE);
            hub.meet();
            hub.record("rec1", "api");

            assertThat(project(hub.record("rec1", null))).isNull();
        }

        @Test
        void leavesATaskWithoutStageTheProjectItHas() {
            hub.read(BASE);
            hub.meet();

            assertThat(project(hub.row("row1", "web-app"))).isEqualTo("web-app");
            assertThat(project(hub.row("row1", "shop"))).isEqualTo("shop");
            assertThat(project(hub.record("rec1", "unheard of"))).isNull();
            assertThat(hub.follower().follow()).isTrue();
            assertThat(project(hub.task("convex", "row1"))).isEqualTo("shop");
        }

        @Test
        void givesTasksTheirProjectsWhenTheStagesAreReadLater() {
            Task read = hub.record("rec1", "api");
            assertThat(project(read)).isNull();
            hub.meet();
            hub.read(BASE);
            PlanFollower follower = hub.follower();

            follower.follow();

            assertThat(project(hub.task("airtable", "rec1"))).isEqualTo("shop");
            long events = events();
            follower.follow();
            hub.follower().follow();
            assertThat(events()).as("all tasks have their projects").isEqualTo(events);
        }

        @Test
        void keepsToEachSystemsProjectsUntilTheyHaveMet() {
            hub.read(BASE);
            PlanFollower follower = hub.follower();

            assertThat(project(hub.record("rec1", "api"))).isNull();
            follower.follow();
            assertThat(project(hub.task("airtable", "rec1"))).isNull();
            hub.meet();
            follower.follow();

            assertThat(project(hub.task("airtable", "rec1"))).isEqualTo("shop");
        }

        @Test
        void movesAllTasksOfAStageThatMovesToAnotherPlan() {
            hub.read(BASE);
            hub.meet();
            IntStream.range(0, 1001).forEach(n -> hub.record("rec" + n, "api"));
            PlanFollower follower = hub.follower();
            follower.follow();

            hub.read(with(phase("build", "Build", "site")));
            follower.follow();

            assertThat(hub.bean(JdbcTemplate.class)
                            .queryForObject("SELECT COUNT(*) FROM task WHERE project_id = 'site'", Long.class))
                    .isEqualTo(1001);
        }

        @Test
        void takesTheProjectFromTasksWhosePlanIsGoneAndNoOther() {
            hub.read(BASE);
            hub.meet();
            hub.record("rec1", "api");
            hub.row("row1", "web-app");

            hub.read(without("shop"));
            hub.follower().follow();

            assertThat(project(hub.task("airtable", "rec1"))).isNull();
            assertThat(project(hub.task("convex", "row1"))).isEqualTo("web-app");
        }

        @Test
        void leavesTasksOfADeletedStageWhereTheyAre() {
            hub.read(BASE);
            hub.meet();
            hub.record("rec1", "api");

            hub.read(without("api"));
            hub.follower().follow();

            assertThat(project(hub.task("airtable", "rec1"))).isEqualTo("shop");
            assertThat(project(hub.record("rec1", null))).isNull();
        }

        @Test
        void tellsTheInboxesOfOpenTasksWhosePlacesHaveOtherNames() {
            hub.read(BASE);
            hub.meet();
            Task inApi = hub.record("rec1", "api");
            hub.record("rec2", "pages");
            Task inShop = hub.row("row1", "shop");
            PlanFollower follower = hub.follower();
            follower.follow();
            hub.told();

            assertThat(follower.follow()).isFalse();
            hub.read(with(stage("api", "Interface", "build")));
            assertThat(follower.follow()).isTrue();
            assertThat(hub.told()).extracting(Task::id).containsExactly(inApi.id());

            hub.read(with(plan("shop", "Store")));
            follower.follow();
            assertThat(hub.told()).extracting(Task::id).containsExactlyInAnyOrder(inApi.id(), inShop.id());
        }

        @Test
        void namesThePlaceOfATask() {
            hub.read(BASE);
            hub.meet();

            assertThat(breakdown().places().of(hub.record("rec1", "api"))).isEqualTo(new Place("Shop", "Build", "API"));
            assertThat(breakdown().places().of(hub.row("row1", "site"))).isEqualTo(new Place("Site", null, null));
            assertThat(breakdown().places().of(hub.row("row2", "web-app"))).isEqualTo(Place.NONE);
        }

        private Breakdown breakdown() {
            return hub.bean(Breakdown.class);
        }

        private long events() {
            return hub.bean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM task_event", Long.class);
        }

        private long deleted() {
            return hub.bean(JdbcTemplate.class)
                    .queryForObject("SELECT COUNT(*) FROM plan_part WHERE deleted_at IS NOT NULL", Long.class);
        }

        private static Part[] with(Part changed) {
            return Stream.of(BASE)
                    .map(part -> part.id().equals(changed.id()) ? changed : part)
                    .toArray(Part[]::new);
        }

        private static Part[] without(String id) {
            return Stream.of(BASE).filter(part -> !part.id().equals(id)).toArray(Part[]::new);
        }
    }
}
