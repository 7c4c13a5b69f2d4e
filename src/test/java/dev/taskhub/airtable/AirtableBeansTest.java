package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.mapping.Mappings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AirtableBeansTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(
                    AirtableBeans.class,
                    AirtableRecords.class,
                    AirtableAnswers.class,
                    AirtableListing.class,
                    AirtableReconcile.class,
                    AirtableWrites.class,
                    AirtableSchema.class,
                    AirtableWebhook.class,
                    AirtablePayloads.class,
                    AirtablePlainMessage.class,
                    AirtableCheck.class)
            .withBean(Mappings.class, () -> Mappings.read(Path.of("config")))
            .withBean(ObjectMapper.class, ObjectMapper::new)
            .withBean(Clock.class, () -> Wire.CLOCK)
            .withPropertyValues("taskhub.airtable.base-id=" + Wire.BASE, "taskhub.airtable.token=patSECRET");

    @Test
    void givesRoutesTheirBeansByName() {
        hub.run(context -> assertThat(context)
                .hasBean("airtableAnswers")
                .hasBean("airtableBudget")
                .hasBean("airtableListing")
                .hasBean("airtableReconcile")
                .hasBean("airtableWrites")
                .hasBean("airtableSchema")
                .hasBean("airtableWebhook")
                .hasBean("airtablePayloads")
                .hasBean("airtablePlainMessage")
                .hasBean("airtableCheck"));
    }

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
