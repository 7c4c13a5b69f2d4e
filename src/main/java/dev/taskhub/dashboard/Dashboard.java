package dev.taskhub.dashboard;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.taskhub.dashboard.DashboardPage.AgentLine;
import dev.taskhub.dashboard.DashboardPage.SprintPart;
import dev.taskhub.dashboard.DashboardPage.TaskLine;
import dev.taskhub.dashboard.PlanQueries.PartRow;
import dev.taskhub.files.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The state of all tasks as a Markdown page that everybody can read. */
public final class Dashboard {

    private static final int FINISHED_ROWS = 10;
    private static final int RECENT_DAYS = 7;
    private static final Duration LEFTOVER_AGE = Duration.ofMinutes(1);
    private static final Mustache.Compiler MUSTACHE = Mustache.compiler()
            .withEscaper(new MarkdownText())
            .strictSections(true)
            .zeroIsFalse(true)
            .emptyStringIsFalse(true);

    private final DashboardSettings settings;
    private final DashboardQueries queries;
    private final PlanQueries plans;
    private final Clock clock;

    Dashboard(DashboardSettings settings, DashboardQueries queries, PlanQueries plans, Clock clock) {
        this.settings = settings;
        this.queries = queries;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * The page as it stands now. It depends on the tasks, the plans above them, the template and today's date alone, so
     * it changes only when one of them does.
     *
     * @throws IllegalStateException for a template that is broken or names what there is not, with its line
     */
    public String render() {
        String template = template();
        DashboardPage page = page();
        try {
            return MUSTACHE.compile(template).execute(page);
        } catch (MustacheException e) {
            throw new IllegalStateException(
                    settings.template() + ": " + e.getMessage() + "; " + settings.file() + " stays as it was", e);
        }
    }

    /**
     * Writes the page where it differs from the file.
     *
     * @return whether the file was written
     * @throws IllegalStateException as {@link #render()}; the file then stays as it was
     */
    public synchronized boolean write() {
        AtomicFiles.removeLeftovers(
                settings.file().toAbsolutePath().getParent(), clock.instant().minus(LEFTOVER_AGE));
        return AtomicFiles.write(settings.file(), render());
    }

    private String template() {
        try {
            return Files.readString(settings.template());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the template " + settings.template() + ": " + e + "; " + settings.file()
                            + " stays as it was",
                    e);
        }
    }

    private DashboardPage page() {
        var lines = new TaskLines(settings.zone());
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
        Instant lately =
                today.minusDays(RECENT_DAYS - 1).atStartOfDay(settings.zone()).toInstant();
        var overview = new Overview(queries.work(lately));
        List<AgentLine> agents = overview.agents();
        List<PartRow> parts = plans.parts();
        var projects = new ProjectLines(parts, parts.isEmpty() ? List.of() : plans.work());
        List<TaskLine> blocked = lines.of(queries.blockedRows(settings.rows()));
        return new DashboardPage(
                overview.total() == 0,
                overview.changedAt().map(lines::time).orElse(""),
                overview.total(),
                overview.share("completed"),
                overview.statuses(),
                projects.of(settings.rows()),
                Math.max(0, projects.size() - settings.rows()),
                sprint(today, lines),
                agents.stream().limit(settings.rows()).toList(),
                Math.max(0, agents.size() - settings.rows()),
                blocked,
                Math.max(0, overview.tasks("blocked") - blocked.size()),
                lines.of(queries.finishedRows(FINISHED_ROWS)));
    }

    private SprintPart sprint(LocalDate today, TaskLines lines) {
        Sprint sprint = Sprint.around(today, settings);
        List<LocalDate> past =
                sprint.days().stream().filter(day -> !day.isAfter(today)).toList();
        var work = queries.sprintWork(sprint, past);
        List<TaskLine> rows = lines.of(queries.sprintRows(sprint, settings.rows()));
        return new SprintPart(
                sprint.first().toString(),
                sprint.last().toString(),
                past.size(),
                sprint.length(),
                work.tasks(),
                rows,
                Math.max(0, work.tasks() - rows.size()),
                Burndown.of(sprint, work));
    }
}
