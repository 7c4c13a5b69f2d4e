package dev.taskhub.camel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import dev.taskhub.dashboard.Dashboard;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Here queue, timer and cron themselves are at work. */
@ExtendWith(OutputCaptureExtension.class)
@Import(WriteDashboardRouteTest.Beans.class)
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/dashboard/write-dashboard.camel.yaml",
            "taskhub.dashboard.cron=* * * * * ?",
            "taskhub.dashboard.debounce=200"
        })
class WriteDashboardRouteTest extends RouteTestBase {

    static class Beans {
        @Bean
        AggregationStrategy latest() {
            return new CamelBeans().latest();
        }
    }

    @MockitoBean(name = "dashboard")
    Dashboard dashboard;

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        camel.start();
        camel.getRouteController().stopRoute("write-dashboard-at-start");
        camel.getRouteController().stopRoute("write-dashboard-regularly");
        camel.getRouteController().stopRoute("write-dashboard");
        reset(dashboard);
        camel.getRouteController().startRoute("write-dashboard");
    }

    @Test
    void writesFewDashboardsForManyChanges() {
        for (int i = 0; i < 500; i++) {
            wake();
        }

        await().atMost(10, SECONDS).until(() -> writes() >= 1);
        assertThat(writes()).isLessThan(10);
    }

    @Test
    void writesOnceMoreForWhatChangedLater() {
        wake();
        await().atMost(10, SECONDS).until(() -> writes() == 1);

        wake();

        await().atMost(10, SECONDS).until(() -> writes() == 2);
    }

    @Test
    void writesByTheClockThoughNothingChanged() throws Exception {
        camel.getRouteController().startRoute("write-dashboard-regularly");

        await().atMost(10, SECONDS).until(() -> writes() >= 2);
    }

    @Test
    void writesAfterTheStartThoughNothingChanged() throws Exception {
        camel.getRouteController().startRoute("write-dashboard-at-start");

        await().atMost(10, SECONDS).until(() -> writes() == 1);
    }

    @Test
    void goesOnAfterADashboardThatCouldNotBeWritten(CapturedOutput log) {
        when(dashboard.write())
                .thenThrow(new IllegalStateException("dashboard.md.mustache: line 3: no such name"))
                .thenReturn(true);

        wake();
        await().atMost(10, SECONDS).until(() -> writes() == 1);
        wake();
        await().atMost(10, SECONDS).until(() -> writes() == 2);

        assertThat(LogLines.of(log))
                .singleElement()
                .asString()
                .contains("WARN", "write-dashboard leaves it to the next round: dashboard.md.mustache: line 3");
    }

    private void wake() {
        Exchange done = template.send(
                "seda:write-dashboard?size=1&discardWhenFull=true", ExchangePattern.InOnly, exchange -> {});
        assertThat(done.getException()).isNull();
    }

    private int writes() {
        return mockingDetails(dashboard).getInvocations().size();
    }
}
