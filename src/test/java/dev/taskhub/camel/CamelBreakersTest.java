package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnexplained;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CamelBreakersTest {

    @Test
    void tellsTheStateOfTheBreakerBeforeEachRemote() {
        var beans = new CamelBeans();
        var airtable = beans.airtableBreaker();
        var breakers = new CamelBreakers(List.of(airtable, beans.convexBreaker(settings("kit"))));
        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "CLOSED", "convex", "CLOSED"));

        airtable.transitionToOpenState();

        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "OPEN", "convex", "CLOSED"));
    }

    @Test
    void callsTheFullstackAppOnThoughItFailsAtATask() {
        var app = new CamelBeans().convexBreaker(settings("fullstack"));
        var kit = new CamelBeans().convexBreaker(settings("kit"));

        for (int i = 0; i < 10; i++) {
            app.onError(0, TimeUnit.MILLISECONDS, new RemoteUnexplained(200, "Server Error"));
            kit.onError(0, TimeUnit.MILLISECONDS, new RemoteUnexplained(200, "Server Error"));
        }

        assertThat(app.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(kit.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    private static FullstackSettings settings(String adapter) {
        return new FullstackSettings(adapter, Duration.ZERO, new FullstackSettings.ActAs("", "", "", "", ""));
    }

    @Test
    void leavesARemoteAloneAtOnceThatRefusesEverything() {
        var breaker = new CamelBeans().airtableBreaker();

        breaker.onError(0, TimeUnit.MILLISECONDS, new RemoteRefused(422, "INVALID", "this one only"));
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        breaker.onError(0, TimeUnit.MILLISECONDS, new RemoteClosed(401, "AUTHENTICATION_REQUIRED", "set the token"));

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThatCode(() -> breaker.onError(
                        0, TimeUnit.MILLISECONDS, new RemoteClosed(401, "AUTHENTICATION_REQUIRED", "same")))
                .as("a call that was on its way")
                .doesNotThrowAnyException();
        assertThat(breaker.tryAcquirePermission()).isFalse();
    }
}
