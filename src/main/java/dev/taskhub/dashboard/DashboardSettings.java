package dev.taskhub.dashboard;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the dashboard shows and where it stands.
 *
 * @param file what is written
 * @param template the Mustache template it is made from, read at each render
 * @param sprintStart the first day of any sprint; the others follow and precede it without a gap
 * @param sprintLength how long a sprint is, in days or weeks: {@code P14D}, {@code P2W}
 * @param zone whose midnight ends a day
 * @param rows the most rows a table shows
 */
@ConfigurationProperties("taskhub.dashboard")
public record DashboardSettings(
        @DefaultValue("DASHBOARD.md") Path file,
        @DefaultValue("config/templates/dashboard.md.mustache") Path template,
        @DefaultValue("2026-01-05") LocalDate sprintStart,
        @DefaultValue("P14D") Period sprintLength,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("50") int rows) {

    private static final int LONGEST_SPRINT = 92;

    public DashboardSettings {
        if (sprintLength.toTotalMonths() != 0
                || sprintLength.getDays() < 1
                || sprintLength.getDays() > LONGEST_SPRINT) {
            throw new IllegalArgumentException("taskhub.dashboard.sprint-length " + sprintLength + " must be 1 to "
                    + LONGEST_SPRINT + " days, as in P14D or P2W");
        }
        if (rows < 1) {
            throw new IllegalArgumentException("taskhub.dashboard.rows " + rows + " must be at least 1");
        }
    }
}
