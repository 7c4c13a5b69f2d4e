package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteRefused;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CamelBreakersTest {

    @Test
    void tellsTheStateOfTheBreakerBeforeEachRemote() {
        var beans = new CamelBeans();
        var airtable = beans.airtableBreaker();
        var breakers = new CamelBreakers(List.of(airtable, beans.convexBreaker()));
        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "CLOSED", "convex", "CLOSED"));

        airtable.transitionToOpenState();

        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "OPEN", "convex", "CLOSED"));
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
