package dev.taskhub.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the windows of equal length that time is cut into.
 *
 * @param first its first day
 * @param length in days
 * @param zone whose midnight ends a day
 */
record Sprint(LocalDate first, int length, ZoneId zone) {

    /** The sprint that {@code day} falls into. */
    static Sprint around(LocalDate day, DashboardSettings settings) {
        int length = settings.sprintLength().getDays();
        long dayOfSprint =
                Math.floorMod(day.toEpochDay() - settings.sprintStart().toEpochDay(), (long) length);
        return new Sprint(day.minusDays(dayOfSprint), length, settings.zone());
    }

    LocalDate last() {
        return first.plusDays(length - 1L);
    }

    List<LocalDate> days() {
        return Stream.iterate(first, day -> day.plusDays(1)).limit(length).toList();
    }

    Instant start() {
        return startOf(first);
    }

    /** When it is over; no longer part of it. */
    Instant end() {
        return endOf(last());
    }

    Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
