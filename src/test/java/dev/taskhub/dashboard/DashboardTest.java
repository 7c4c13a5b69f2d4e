package dev.taskhub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

class DashboardTest {

    private static final Path SHIPPED = Path.of("config/templates/dashboard.md.mustache");
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

    @TempDir
    static Path databases;

    private static EmbeddedPostgres postgres;
    private static TaskTable sqliteTable;
    private static TaskTable postgresTable;

    @BeforeAll
    static void start() throws IOException {
        sqliteTable = TaskTable.onSqlite(databases);
        postgres = TaskTable.startPostgres();
        postgresTable = TaskTable.on(postgres);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(sqliteTable);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(postgresTable);
        }
    }

    abstract static class Cases {

        private final TaskTable table;

        @TempDir
        Path home;

        Cases(TaskTable table) {
            this.table = table;
        }

        @BeforeEach
        void clear() {
            table.clear();
        }

        @Test
        void aSmallProjectReadsAsThePageOnRecord() throws IOException {
            table.insert(smallProject());

            assertThat(dashboard().render()).isEqualTo(Files.readString(resource("small-project.md")));
        }

        @Test
        void anEmptyProjectSaysHowToAddATask() throws IOException {
            assertThat(dashboard().render()).isEqualTo(Files.readString(resource("empty-project.md")));
        }

        @Test
        void aProjectOfDeletedTasksAloneIsEmpty() {
            table.insert(TaskTable.row(1, "title", "Gone", "status", "todo", "updated_at", NOW, "deleted_at", NOW));

            assertThat(dashboard().render())
                    .contains("No tasks yet", "Data as of 2026-03-05 12:00 UTC")
                    .doesNotContain("Gone");
        }

        @Test
        void writesOnlyWhatDiffers() {
            Dashboard dashboard = dashboard();

            assertThat(dashboard.write()).isTrue();
            assertThat(dashboard.write()).isFalse();
            table.insert(TaskTable.row(1, "title", "New", "status", "todo"));
            assertThat(dashboard.write()).isTrue();
            assertThat(home.resolve("DASHBOARD.md")).content().contains("**0 of 1 tasks completed (0.0 %)**");
        }

        @Test
        void anHourWithoutChangesLeavesThePageAsItWas() {
            table.insert(smallProject());

            assertThat(dashboard(settings(SHIPPED), NOW.plusSeconds(3600)).render())
                    .isEqualTo(dashboard().render());
        }

        @Test
        void showsEachProjectWithItsStagesAndWhatIsDoneOfThem() {
            table.part("plan", "shop", "Shop", null, "shop", null);
            table.part("plan", "site", "Site", null, "site", null);
            table.part("phase", "launch", "Launch", "shop", "shop", 2.0);
            table.part("phase", "build", "Build", "shop", "shop", 1.0);
            table.part("stage", "test", "Test", "launch", "shop", 1.0);
            table.part("stage", "pages", "Pages", "build", "shop", 2.0);
            table.part("stage", "api", "API", "build", "shop", 1.0);
            table.part("stage", "loose", "Loose", null, null, null);
            table.insert(
                    TaskTable.row(1, "status", "completed", "stage_id", "api", "project_id", "shop"),
                    TaskTable.row(2, "status", "todo", "stage_id", "api", "project_id", "not yet followed"),
                    TaskTable.row(3, "status", "blocked", "stage_id", "api", "project_id", "shop"),
                    TaskTable.row(4, "status", "cancelled", "stage_id", "api", "project_id", "shop"),
                    TaskTable.row(5, "status", "completed", "stage_id", "api", "deleted_at", NOW),
                    TaskTable.row(6, "status", "completed", "stage_id", "pages", "project_id", "shop"),
                    TaskTable.row(7, "status", null, "project_id", "shop"),
                    TaskTable.row(8, "status", "todo", "stage_id", "loose", "project_id", "web-app"),
                    TaskTable.row(9, "status", "todo", "project_id", "web-app"),
                    TaskTable.row(10, "status", "todo", "stage_id", "unheard of"));

            assertThat(dashboard().render())
                    .contains(
                            """
                    ## Projects

                    Cancelled tasks are left out.

                    | Project | Phase | Stage | Done | Tasks | Share |
                    |---|---|---|---:|---:|---:|
                    | **Shop** | | | 2 | 5 | 40.0 % |
                    | | Build | API | 1 | 3 | 33.3 % |
                    | | Build | Pages | 1 | 1 | 100.0 % |
                    | | Launch | Test | 0 | 0 | 0.0 % |
                    | |  | (no stage) | 0 | 1 | 0.0 % |
                    | **Site** | | | 0 | 0 | 0.0 % |
                    | **(no project)** | | | 0 | 1 | 0.0 % |
                    | |  | Loose | 0 | 1 | 0.0 % |
                    ## Current sprint
                    """
                                    .replace("|\n## C", "|\n\n## C"));
        }

        @Test
        void anyNameOfAProjectStaysInItsCell() {
            table.part("plan", "shop", "a|b `c` **d**\n# e", null, "shop", null);
            table.part("stage", "api", "\n|`", "shop", "shop", null);
            table.part("stage", "none", null, "shop", "shop", null);
            table.insert(TaskTable.row(1, "status", "todo", "stage_id", "api"));

            assertThat(dashboard().render())
                    .contains("| **a\\|b \\`c\\` \\*\\*d\\*\\* # e** | | | 0 | 1 | 0.0 % |\n")
                    .contains("| |  | \\|\\` | 0 | 1 | 0.0 % |\n")
                    .contains("| |  | (unnamed) | 0 | 0 | 0.0 % |\n");
        }

        @Test
        void saysHowManyProjectsAndStagesHaveNoRow() {
            for (int i = 0; i < 60; i++) {
                table.part("plan", "p" + i, "P" + i, null, "p" + i, (double) i);
                table.part("stage", "s" + i, "S" + i, "p0", "p0", (double) i);
            }
            table.insert(TaskTable.row(1, "status", "todo", "stage_id", "s1"));

            assertThat(dashboard().render())
                    .contains("| **P49** |", "… and 10 more\n", "| | | … and 10 more stages | | | |")
                    .doesNotContain("P50", "S50");
        }

        @Test
        void anyTitleStaysInItsCell() {
            table.insert(TaskTable.row(
                    7,
                    "title",
                    "a|b `c` <b>d</b>\n# e\r\n[f](g) *h* \\",
                    "status",
                    "blocked",
                    "execution_notes",
                    "x|y\n\n"));

            assertThat(dashboard().render())
                    .contains("| T-7 | a\\|b \\`c\\` &lt;b&gt;d&lt;/b&gt; # e \\[f\\](g) \\*h\\* \\\\ |  | x\\|y |");
        }

        @Test
        void tasksThatHoldNothingAreShownWithoutError() {
            table.insert(TaskTable.row(1), TaskTable.row(2, "status", "blocked"), TaskTable.row(3, "status", "doing"));

            assertThat(dashboard().render())
                    .contains("| (none) | 1 | 33.3 % |")
                    .contains("| Doing | 1 | 33.3 % |")
                    .contains("| T-2 | (untitled) |  | no reason given |")
                    .contains("| (unassigned) | 1 | 0 | 1 | 0 |")
                    .doesNotContain("Data as of");
        }

        @Test
        void daysEndAtMidnightOfTheZone() {
            ZoneId berlin = ZoneId.of("Europe/Berlin");
            var settings = new DashboardSettings(
                    home.resolve("DASHBOARD.md"), SHIPPED, LocalDate.of(2026, 3, 23), Period.ofDays(7), berlin, 50);
            Instant lastMoment = Instant.parse("2026-03-29T21:59:59Z"); // summer time began that morning
            table.insert(
                    TaskTable.row(1, "title", "In", "status", "completed", "completed_at", lastMoment),
                    TaskTable.row(2, "title", "Out", "status", "completed", "completed_at", lastMoment.plusSeconds(1)));

            assertThat(sprint(dashboard(settings, lastMoment)))
                    .contains("2026-03-23 to 2026-03-29, day 7 of 7", "| T-1 | In |")
                    .doesNotContain("| T-2 |");
            assertThat(sprint(dashboard(settings, lastMoment.plusSeconds(1))))
                    .contains("2026-03-30 to 2026-04-05, day 1 of 7", "| T-2 | Out |")
                    .doesNotContain("| T-1 |");
        }

        @Test
        void aDueDateIsTheSameDayWestOfGreenwich() {
            var settings = new DashboardSettings(
                    home.resolve("DASHBOARD.md"),
                    SHIPPED,
                    LocalDate.of(2026, 3, 23),
                    Period.ofDays(7),
                    ZoneId.of("America/New_York"),
                    50);
            table.insert(
                    TaskTable.row(
                            1, "title", "First", "status", "todo", "due_date", Instant.parse("2026-03-23T00:00:00Z")),
                    TaskTable.row(
                            2, "title", "Last", "status", "todo", "due_date", Instant.parse("2026-03-29T00:00:00Z")),
                    TaskTable.row(
                            3, "title", "Next", "status", "todo", "due_date", Instant.parse("2026-03-30T00:00:00Z")));

            assertThat(dashboard(settings, Instant.parse("2026-03-25T12:00:00Z"))
                            .render())
                    .containsPattern("T-1 \\| First .*2026-03-23")
                    .containsPattern("T-2 \\| Last .*2026-03-29")
                    .doesNotContain("| T-3 |");
        }

        private static String sprint(Dashboard dashboard) {
            String page = dashboard.render();
            int end = page.indexOf("## ", page.indexOf(", day "));
            return end < 0 ? page : page.substring(0, end);
        }

        @Test
        void aHundredThousandTasksAreCountedExactlyAndTheTablesStayShort() {
            Instant created = Instant.parse("2026-03-01T00:00:00Z");
            String[] statuses = {"todo", "in_progress", "review", "blocked", "completed"};
            table.insert(LongStream.rangeClosed(1, 100_000)
                    .mapToObj(n -> TaskTable.row(
                            n,
                            "title",
                            "Task " + n,
                            "status",
                            statuses[(int) (n % 5)],
                            "priority_score",
                            (double) n,
                            "assigned_to",
                            "A" + n % 60,
                            "created_at",
                            created,
                            "updated_at",
                            created.plusMillis(n),
                            "completed_at",
                            n % 5 == 4 ? created.plusSeconds(n) : null))
                    .toArray(SqlParameterSource[]::new));

            String page = dashboard().render();

            assertThat(page)
                    .contains("**20000 of 100000 tasks completed (20.0 %)**")
                    .contains("| T-99996 | Task 99996 | In progress | A36 | 99996 |  |\n| T-99991 |")
                    .contains("… and 62670 more")
                    .contains("… and 19950 more")
                    .contains("… and 10 more")
                    .contains("y-axis \"Tasks\" 0 --> 62720")
                    .contains("| Mar 2 | 60000 | 58240.0 | ███████████████████ |", "| Mar 5 | 60000 |", "| Mar 6 |  |");
            assertThat(page.lines().count()).isLessThan(250);
        }

        @Test
        void aBrokenTemplateIsNamedWithItsLineAndTheOldPageStays() throws IOException {
            Path template = home.resolve("own.mustache");
            Dashboard dashboard = dashboard(settings(template), NOW);
            Files.writeString(template, "{{total}} tasks\n");
            assertThat(dashboard.write()).isTrue();

            Files.writeString(template, "{{total}}\n\n{{#statuses}}\n");
            assertThatThrownBy(dashboard::write)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(template.toString(), "line 3", "stays as it was");
            Files.writeString(template, "{{total}}\n{{totl}}\n");
            assertThatThrownBy(dashboard::write)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(template.toString(), "'totl' on line 2");
            Files.writeString(template, "{{#statsues}}{{/statsues}}");
            assertThatThrownBy(dashboard::write).hasMessageContainingAll("'statsues' on line 1");
            Files.delete(template);
            assertThatThrownBy(dashboard::write).hasMessageContainingAll("cannot read the template", "own.mustache");

            assertThat(home.resolve("DASHBOARD.md")).hasContent("0 tasks\n");
        }

        private Dashboard dashboard() {
            return dashboard(settings(SHIPPED), NOW);
        }

        private Dashboard dashboard(DashboardSettings settings, Instant now) {
            return new Dashboard(
                    settings,
                    new DashboardQueries(table.jdbc()),
                    new PlanQueries(table.jdbc()),
                    Clock.fixed(now, ZoneOffset.UTC));
        }

        private DashboardSettings settings(Path template) {
            return new DashboardSettings(
                    home.resolve("DASHBOARD.md"),
                    template,
                    LocalDate.of(2026, 1, 5),
                    Period.ofDays(14),
                    ZoneId.of("UTC"),
                    50);
        }
    }

    /** The sprint around {@link #NOW} is 2026-03-02 to 2026-03-15. */
    private static SqlParameterSource[] smallProject() {
        Instant before = Instant.parse("2026-02-20T09:00:00Z");
        return new SqlParameterSource[] {
            TaskTable.row(
                    1,
                    "title",
                    "Plan the store",
                    "status",
                    "completed",
                    "assigned_to",
                    "CE",
                    "priority_score",
                    90.0,
                    "created_at",
                    before,
                    "updated_at",
                    day(3, 10),
                    "completed_at",
                    day(3, 10)),
            TaskTable.row(
                    2,
                    "title",
                    "Implement polling | retries",
                    "status",
                    "in_progress",
                    "assigned_to",
                    "BA",
                    "priority_score",
                    87.5,
                    "created_at",
                    before,
                    "updated_at",
                    day(4, 8),
                    "due_date",
                    day(10, 0)),
            TaskTable.row(
                    3,
                    "title",
                    "Deploy to staging",
                    "status",
                    "blocked",
                    "assigned_to",
                    "BA",
                    "created_at",
                    before,
                    "updated_at",
                    day(4, 9),
                    "execution_notes",
                    "Started\nError: no access to the cluster\nAsked Zoë"),
            TaskTable.row(
                    4,
                    "title",
                    "Add alerts",
                    "status",
                    "todo",
                    "assigned_to",
                    "MA",
                    "priority_score",
                    10.0,
                    "created_at",
                    day(4, 7),
                    "updated_at",
                    day(4, 7),
                    "due_date",
                    day(15, 23)),
            TaskTable.row(
                    5,
                    "title",
                    "Validate the import",
                    "status",
                    "review",
                    "assigned_to",
                    "TA",
                    "created_at",
                    before,
                    "updated_at",
                    day(5, 11)),
            TaskTable.row(6, "title", "Someday", "status", "todo", "created_at", before, "due_date", day(16, 0)),
            TaskTable.row(
                    7,
                    "title",
                    "Old success",
                    "status",
                    "completed",
                    "assigned_to",
                    "CE",
                    "created_at",
                    before,
                    "completed_at",
                    before.plusSeconds(60)),
            TaskTable.row(
                    8,
                    "title",
                    "Dropped",
                    "status",
                    "cancelled",
                    "assigned_to",
                    "BA",
                    "priority_score",
                    99.0,
                    "created_at",
                    before,
                    "updated_at",
                    day(4, 12),
                    "due_date",
                    day(6, 0)),
            TaskTable.row(9, "title", "Deleted", "status", "todo", "due_date", day(6, 0), "deleted_at", day(5, 11)),
        };
    }

    private static Instant day(int dayOfMarch, int hour) {
        return LocalDate.of(2026, 3, dayOfMarch).atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/dev/taskhub/dashboard", name);
    }
}
