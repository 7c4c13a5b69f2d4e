package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AirtableQuotaTest {

    private final AirtableQuota quota = new AirtableQuota(Wire.CLOCK);

    /** Tests of routes that ran before in the same JVM may have left the log at warnings. */
    @BeforeEach
    void letInformationThrough() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(AirtableQuota.class.getName(), LogLevel.INFO);
    }

    @Test
    void saysWhatToDoOnceHoweverManyCallsAreRefused(CapturedOutput log) {
        quota.spent();
        quota.spent();

        assertThat(quota.spentSince()).contains(Wire.NOW);
        assertThat(log.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("Raise its plan, or wait for the next month");
    }

    @Test
    void isOverWithTheFirstCallThatCountsAndIsServed(CapturedOutput log) {
        quota.served(Wire.TASKS_PATH);
        quota.spent();
        quota.served("/v0/meta/whoami");
        assertThat(quota.spentSince()).isPresent();

        quota.served(Wire.TASKS_PATH);
        quota.served(Wire.TASKS_PATH);

        assertThat(quota.spentSince()).isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains("serves calls again")))
                .singleElement()
                .asString()
                .contains("INFO");
    }

    @Test
    void isAMetric() {
        var meters = new SimpleMeterRegistry();
        new AirtableBeans().airtableQuotaMeter(quota).bindTo(meters);
        var gauge = meters.get("taskhub.airtable.quota.spent").gauge();
        assertThat(gauge.value()).isZero();

        quota.spent();

        assertThat(gauge.value()).isEqualTo(1);
    }
}
