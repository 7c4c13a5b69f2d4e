package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableAnswers;
import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.faults.FaultyLine;
import dev.taskhub.faults.FaultyLine.Fault;
import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * What may happen to a call on its way, to either remote: the call counts as not answered, never as refused, soon enough,
 * and the next one goes well when the fault is gone.
 */
@ContextConfiguration(
        classes = {
            NetworkFaultsTest.Beans.class,
            CamelBeans.class,
            RemoteHttpClient.class,
            AskedAt.class,
            AirtableAnswers.class,
            AirtableQuota.class,
            ConvexAnswers.class
        })
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/airtable/call-airtable.camel.yaml,"
                    + "file:routes/convex/call-convex.camel.yaml,file:kamelets/*.kamelet.yaml",
            "taskhub.remote.call-within=1s"
        })
class NetworkFaultsTest extends RouteTestBase {

    /** So long that it does not trickle in within the time a call has. */
    private static final String MUCH = "x".repeat(8000);

    private enum Side {
        AIRTABLE(RemoteCall.get("/v0/app1/Tasks", List.of()), "{\"records\": [], \"more\": \"" + MUCH + "\"}"),
        CONVEX(
                RemoteCall.post("/api/query", Map.of("path", "hubSync:head")),
                "{\"status\": \"success\", \"value\": \"" + MUCH + "\"}");

        private final RouteTestServer server = new RouteTestServer();
        private final FaultyLine line =
                new FaultyLine(() -> URI.create(server.url()).getPort());
        private final RemoteCall call;
        private final String answer;

        Side(RemoteCall call, String answer) {
            this.call = call;
            this.answer = answer;
        }

        String system() {
            return name().toLowerCase();
        }

        void answers(int status, Map<String, String> headers, String body) {
            server.answer(status, headers, body);
        }

        void heal() {
            line.heal();
            answers(200, Map.of(), answer);
        }
    }

    @ImportAutoConfiguration(JacksonAutoConfiguration.class)
    @EnableConfigurationProperties({AirtableSettings.class, ConvexSettings.class, FullstackSettings.class})
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @MockitoBean
    DataSource dataSource;

    @MockitoBean
    AirtableColumns columns;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "convexAuthorization")
    RemoteAuthorization authorization;

    @Autowired
    Map<String, CircuitBreaker> breakers;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        for (Side side : Side.values()) {
            properties.add("taskhub." + side.system() + ".url", () -> "http://" + side.line.authority());
        }
    }

    @BeforeEach
    void beginWell() {
        when(authorization.header()).thenReturn("Convex key");
        heal();
    }

    @AfterEach
    void heal() {
        for (Side side : Side.values()) {
            side.heal();
            breaker(side).reset();
        }
    }

    @AfterAll
    static void stop() {
        for (Side side : Side.values()) {
            side.line.close();
            side.server.close();
        }
    }

    static Stream<Arguments> faultsOfBothSides() {
        return Stream.of(Side.values()).flatMap(side -> faults().map(fault -> Arguments.of(side, fault)));
    }

    private static Stream<Named<Consumer<Side>>> faults() {
        return Stream.of(
                Named.of("no answer in time", side -> side.line.spoil(Fault.SILENT)),
                Named.of("a reset within the body", side -> side.line.spoil(Fault.RESET)),
                Named.of("a half-closed connection", side -> side.line.spoil(Fault.HALF_CLOSED)),
                Named.of("1 kB a second", side -> side.line.spoil(Fault.TRICKLING)),
                Named.of("a lock-out", side -> side.answers(429, Map.of(), "")),
                Named.of("an error of the server", side -> side.answers(500, Map.of(), "{}")),
                Named.of("a gateway's page", side -> side.answers(502, Map.of(), "<html>Bad Gateway</html>")),
                Named.of("a busy server", side -> side.answers(503, Map.of("Retry-After", "7"), "")),
                Named.of(
                        "JSON that ends too early",
                        side -> side.answers(200, Map.of(), side.answer.substring(0, side.answer.length() / 2))),
                Named.of("a web page", side -> side.answers(200, Map.of(), "<html>Sign in</html>")),
                Named.of("a proxy's not found", side -> side.answers(404, Map.of(), "<html>Not Found</html>")),
                Named.of("a proxy's refusal", side -> side.answers(403, Map.of(), "{\"message\": \"blocked\"}")),
                Named.of(
                        "a redirect to a log-in", side -> side.answers(302, Map.of("Location", "http://[::1]:1/"), "")),
                Named.of("an answer lost after success", side -> side.line.spoil(Fault.LOST)),
                Named.of("nobody listening", side -> side.line.refuse()));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faultsOfBothSides")
    @Timeout(10)
    void isNoAnswerAndPasses(Side side, Consumer<Side> fault) {
        fault.accept(side);

        assertThat(call(side).getException()).isInstanceOf(RemoteUnavailable.class);

        heal();
        assertThat(call(side).getException()).isNull();
        assertThat(side.server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void bearsALateAnswer(Side side) {
        side.line.spoil(Fault.LATE);

        assertThat(call(side).getException()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void saysWhatWasTooSlow(Side side) {
        side.line.spoil(Fault.TRICKLING);

        assertThat(call(side).getException())
                .hasMessage("no answer came: SocketTimeoutException: the answer was not complete after 1000 ms");
    }

    @Test
    void leavesAirtableAloneForAsLongAsItAsksOrPunishes() {
        Side.AIRTABLE.answers(503, Map.of("Retry-After", "7"), "");
        call(Side.AIRTABLE);
        verify(budget).pause(Duration.ofSeconds(7));

        reset(budget);
        Side.AIRTABLE.answers(429, Map.of(), "");
        call(Side.AIRTABLE);
        verify(budget).pause(Duration.ofSeconds(30));
    }

    @Test
    void leavesConvexAloneForAsLongAsItAsks() {
        Side.CONVEX.answers(503, Map.of(), "");
        call(Side.CONVEX);
        assertThat(breaker(Side.CONVEX).getState()).isEqualTo(CircuitBreaker.State.CLOSED);

        Side.CONVEX.answers(503, Map.of("Retry-After", "1"), "");
        call(Side.CONVEX);
        assertThat(breaker(Side.CONVEX).getState()).isEqualTo(CircuitBreaker.State.OPEN);

        Side.CONVEX.heal();
        await().until(() -> call(Side.CONVEX).getException() == null);
    }

    private Exchange call(Side side) {
        return run("call-" + side.system(), side.call);
    }

    private CircuitBreaker breaker(Side side) {
        return breakers.get(side.system() + "Breaker");
    }
}
