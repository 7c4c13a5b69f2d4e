package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AirtableSettingsTest {

    @EnableConfigurationProperties(AirtableSettings.class)
    static class Settings {}

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues("taskhub.airtable.base-id=" + Wire.BASE, "taskhub.airtable.token=patSECRET");

    @Test
    void needsOnlyBaseAndTokenAndPrintsNoSecret() {
        hub.withPropertyValues("taskhub.airtable.webhook-secret=hookSECRET").run(context -> {
            var settings = context.getBean(AirtableSettings.class);
            assertThat(settings.requestsPerSecond()).isEqualTo(4.9);
            assertThat(settings.pollOverlap()).isEqualTo(Duration.ofSeconds(60));
            assertThat(settings.pollLag()).isEqualTo(Duration.ofSeconds(10));
            assertThat(settings.penalty()).isEqualTo(Duration.ofSeconds(30));
            assertThat(settings.toString()).contains(Wire.BASE).doesNotContain("SECRET");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests-per-second=-1", "requests-per-second=NaN", "poll-overlap=0s", "poll-lag=-1s"})
    void refusesSettingsThatWouldLoseEditsOrCalls(String setting) {
        hub.withPropertyValues("taskhub.airtable." + setting)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("taskhub.airtable."));
    }
}
