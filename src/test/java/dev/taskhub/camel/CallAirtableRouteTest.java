package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableAnswers;
import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtablePace;
import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.airtable.AirtableWrites;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.remote.RemoteAnswer;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteRefused;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Deliveries;
import dev.taskhub.sync.Outgoing;
import dev.taskhub.sync.Sync;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The call as it goes over the wire, and how its failures meet the policies of a route that calls. */
@ContextConfiguration(
        classes = {
            CallAirtableRouteTest.Beans.class,
            AirtableAnswers.class,
            AirtableQuota.class,
            AskedAt.class,
            RemoteHttpClient.class
        })
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/airtable/call-airtable.camel.yaml,"
                    + "file:routes/airtable/write-airtable-batch.camel.yaml,file:kamelets/airtable-action.kamelet.yaml",
            "taskhub.airtable.token=patSecret"
        })
class CallAirtableRouteTest extends RouteTestBase {

    private static final RouteTestServer AIRTABLE = new RouteTestServer();
    private static final RouteTestServer ELSEWHERE = new RouteTestServer();
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final String ERROR = "{\"error\": {\"type\": \"%s\", \"message\": \"no\"}}";

    private static final List<Outgoing> BATCH =
            List.of(new Outgoing("task1", "airtable", "app1", "rec1", null, false, Map.of("name", "a"), 1));

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("taskhub.airtable.url", AIRTABLE::url);
    }

    @AfterAll
    static void stopServers() {
        AIRTABLE.close();
        ELSEWHERE.close();
    }

    @ImportAutoConfiguration(JacksonAutoConfiguration.class)
    @EnableConfigurationProperties(AirtableSettings.class)
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        RemoteDoor airtableDoor(AirtableSettings settings, Environment environment) {
            return new CamelBeans().airtableDoor(settings, environment);
        }

        @Bean
        CircuitBreaker airtableBreaker() {
            return new CamelBeans().airtableBreaker();
        }
    }

    @Autowired
    AirtableQuota quota;

    @MockitoBean
    AirtableColumns columns;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "airtablePace")
    AirtablePace pace;

    @MockitoBean(name = "airtableWrites")
    AirtableWrites writes;

    @MockitoBean(name = "sync")
    Sync sync;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    @Override
    void beforeStart() {
        Impatience.of(camel);
    }

    @BeforeEach
    void beginWell() {
        camel.getRoutes().stream()
                .flatMap(route -> route.filter("*").stream())
                .filter(ResilienceProcessor.class::isInstance)
                .forEach(breaker -> ((ResilienceProcessor) breaker).transitionToCloseState());
        AIRTABLE.answer(200, Map.of(), "{\"records\": []}");
    }

    @Test
    void sendsWhatTheCallSaysAndReturnsTheAnswersObject() {
        var call = RemoteCall.patch("/v0/app1/Tasks%2FNow", Map.of("typecast", false));

        Exchange done = run("call-airtable", call);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(Map.of("records", List.of(), RemoteAnswer.ASKED_AT, NOW));
        assertThat(done.getMessage().getHeaders()).isEmpty();
        assertThat(AIRTABLE.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PATCH");
            assertThat(request.target()).isEqualTo("/v0/app1/Tasks%2FNow");
            assertThat(request.body()).isEqualTo("{\"typecast\":false}");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer patSecret");
            assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        });
    }

    @Test
    void keepsAQueryAsItIsEncoded() {
        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of(Map.entry("fields[]", "a b&c=d/e?"))));

        assertThat(AIRTABLE.requests())
                .extracting(RouteTestServer.Request::target)
                .containsExactly("/v0/app1/Tasks?fields%5B%5D=a%20b%26c%3Dd%2Fe%3F");
    }

    @Test
    void letsNoHeaderOfTheMessageOut() {
        Exchange done = template.send("direct:call-airtable", exchange -> {
            hostile().forEach(name -> exchange.getMessage().setHeader(name, ELSEWHERE.url() + "/stolen"));
            exchange.getMessage().setBody(RemoteCall.get("/v0/app1/Tasks", List.of()));
        });

        assertThat(done.getException()).isNull();
        assertThat(ELSEWHERE.requests()).isEmpty();
        assertThat(AIRTABLE.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/v0/app1/Tasks");
            assertThat(request.body()).isEmpty();
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer patSecret");
            assertThat(request.headers().keySet())
                    .isSubsetOf(
                            Set.of("Accept", "Accept-encoding", "Authorization", "Connection", "Host", "User-agent"));
        });
    }

    @Test
    void followsNoRedirect() {
        AIRTABLE.answer(302, Map.of("Location", ELSEWHERE.url() + "/v0/app1/Tasks"), "");

        Exchange done = run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));

        assertThat(done.getException())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("check taskhub.airtable.url");
        assertThat(AIRTABLE.requests()).hasSize(1);
        assertThat(ELSEWHERE.requests()).isEmpty();
    }

    @Test
    void givesTheBudgetBackWhateverHappens() throws Exception {
        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        AIRTABLE.answer(404, Map.of(), ERROR.formatted("NOT_FOUND"));
        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        run("call-airtable", "no call at all");

        InOrder order = Mockito.inOrder(budget);
        for (int call = 0; call < 3; call++) {
            order.verify(budget).acquire();
            order.verify(budget).release();
        }
        order.verifyNoMoreInteractions();
    }

    @Test
    void triesThreeTimesWhileAirtableIsAwayAndThenLetsTheBatchWait() {
        when(writes.call(BATCH)).thenReturn(RemoteCall.patch("/v0/app1/Tasks", Map.of()));
        AIRTABLE.answer(503, Map.of(), "");

        Exchange done = run("write-airtable-batch", BATCH);

        assertThat(done.getException()).isNull();
        assertThat(AIRTABLE.requests())
                .hasSize(3)
                .extracting(RouteTestServer.Request::body)
                .containsOnly("{}");
        verify(deliveries).postpone(eq(BATCH), any(RemoteUnavailable.class));
    }

    @Test
    void saysInWordsThatNoAnswerCame() {
        when(writes.call(BATCH)).thenReturn(RemoteCall.patch("/v0/app1/Tasks", Map.of()));
        AIRTABLE.hangUp();

        Exchange done = run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        run("write-airtable-batch", BATCH);

        assertThat(done.getException())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageStartingWith("no answer came: NoHttpResponseException: ")
                .hasNoCause();
        verify(deliveries).postpone(eq(BATCH), any(RemoteUnavailable.class));
    }

    @Test
    void takesHalfAnAnswerForNone() {
        AIRTABLE.breakOff();

        assertThat(run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()))
                        .getException())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageStartingWith("no answer came: ");
    }

    @Test
    void triesOnceWhatAirtableRefuses() {
        when(writes.call(BATCH)).thenReturn(RemoteCall.patch("/v0/app1/Tasks", Map.of()));
        AIRTABLE.answer(422, Map.of(), ERROR.formatted("INVALID_VALUE_FOR_COLUMN"));

        run("write-airtable-batch", BATCH);

        assertThat(AIRTABLE.requests()).hasSize(1);
        verify(deliveries).refused(eq(BATCH), any(RemoteRefused.class));
    }

    @Test
    void leavesAirtableAloneAfterRepeatedFailures() {
        AIRTABLE.answer(503, Map.of(), "");
        for (int call = 0; call < 10; call++) {
            run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        }
        int reached = AIRTABLE.requests().size();

        Exchange refused = run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));

        assertThat(refused.getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(AIRTABLE.requests()).hasSize(reached).hasSizeLessThan(10);
    }

    @Test
    void leavesAirtableAloneAtOnceWhenTheMonthsCallsAreUsedUp() {
        AIRTABLE.answer(429, Map.of(), ERROR.formatted("PUBLIC_API_BILLING_LIMIT_EXCEEDED"));

        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        Exchange refused = run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));

        assertThat(refused.getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(AIRTABLE.requests()).hasSize(1);
        assertThat(quota.spentSince()).contains(NOW);
    }

    @Test
    void knowsByACallThatCountsThatThereAreCallsLeftAgain() {
        AIRTABLE.answer(429, Map.of(), ERROR.formatted("PUBLIC_API_BILLING_LIMIT_EXCEEDED"));
        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        beginWell();

        run("call-airtable", RemoteCall.get("/v0/meta/whoami", List.of()));
        assertThat(quota.spentSince()).isPresent();

        run("call-airtable", RemoteCall.get("/v0/app1/Tasks", List.of()));
        assertThat(quota.spentSince()).isEmpty();
    }

    private static Stream<String> hostile() {
        return Stream.of(
                        "CamelHttpUri",
                        "CamelRestHttpUri",
                        "CamelHttpPath",
                        "CamelHttpMethod",
                        "CamelHttpQuery",
                        "CamelHttpRawQuery",
                        "CamelHttpHost",
                        "CamelHttpPort",
                        "CamelHttpScheme",
                        "CamelBeanMethodName",
                        "Authorization",
                        "Cookie",
                        "Host",
                        "X-Forwarded-Host",
                        "Content-Type",
                        "Transfer-Encoding")
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)));
    }
}
