package dev.taskhub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class DashboardBeansTest {

    @TempDir
    Path folder;

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(DashboardBeans.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(JdbcClient.class, () -> TaskTable.onSqlite(folder).jdbc());

    @Test
    void theNameThatRoutesUseIsThereWithSensibleSettings() {
        context.run(started -> {
            assertThat(started.getBean("dashboard", Dashboard.class).render()).contains("No tasks yet");
            assertThat(started.getBean(DashboardSettings.class))
                    .isEqualTo(new DashboardSettings(
                            Path.of("DASHBOARD.md"),
                            Path.of("config/templates/dashboard.md.mustache"),
                            LocalDate.of(2026, 1, 5),
                            Period.ofDays(14),
                            ZoneId.of("UTC"),
                            50));
        });
    }

    @Test
    void everySettingCanBeConfigured() {
        context.withPropertyValues(
                        "taskhub.dashboard.file=out/STATE.md",
                        "taskhub.dashboard.template=own.mustache",
                        "taskhub.dashboard.sprint-start=2026-02-02",
                        "taskhub.dashboard.sprint-length=P1W",
                        "taskhub.dashboard.zone=Europe/Berlin",
                        "taskhub.dashboard.rows=10")
                .run(started -> assertThat(started.getBean(DashboardSettings.class))
                        .isEqualTo(new DashboardSettings(
                                Path.of("out/STATE.md"),
                                Path.of("own.mustache"),
                                LocalDate.of(2026, 2, 2),
                                Period.ofDays(7),
                                ZoneId.of("Europe/Berlin"),
                                10)));
    }
}
