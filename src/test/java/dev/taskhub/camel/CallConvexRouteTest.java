package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.convex.ConvexRefused;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.sync.Deliveries;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@Import({CallConvexRouteTest.Beans.class, CamelBeans.class})
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/convex/call-convex.camel.yaml,file:kamelets/convex-action.kamelet.yaml"
        })
class CallConvexRouteTest extends RouteTestBase {

    private static final RouteTestServer CONVEX = new RouteTestServer();
    private static final RouteTestServer STRANGER = new RouteTestServer();

    private static final RemoteCall CALL = RemoteCall.post("/api/query", Map.of("path", "hubSync:head"));
    private static final String CONFLICT =
            """
            {"status":"error","errorMessage":"Server Error","errorData":
              {"code":"VERSION_CONFLICT","externalId":"t-1","message":"is at 4"}}""";

    @EnableConfigurationProperties({AirtableSettings.class, ConvexSettings.class, FullstackSettings.class})
    static class Beans {

        @Bean
        ConvexAnswers convexAnswers() {
            return new ConvexAnswers(Clock.systemUTC());
        }

        @Bean
        RemoteHttpClient remoteHttpClient() {
            return new RemoteHttpClient(Duration.ofSeconds(60));
        }

        /** Routes that call Convex as those of the hub do, under a policy each. */
        @Bean
        RouteBuilder callers() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:reader").routeConfigurationId("read-later").to("direct:call-convex");
                    from("direct:writer")
                            .routeConfigurationId("deliver-or-keep")
                            .setVariable("batch", body())
                            .setBody(constant(CALL))
                            .to("direct:call-convex");
                }
            };
        }
    }

    @MockitoBean
    DataSource dataSource;

    @MockitoBean(name = "deliveries")
    Deliveries deliveries;

    @MockitoBean(name = "convexAuthorization")
    RemoteAuthorization authorization;

    @Autowired
    @Qualifier("convexBreaker")
    CircuitBreaker breaker;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        properties.add("taskhub.convex.url", CONVEX::url);
    }

    @Override
    @BeforeEach
    void startRoutesByHand() throws Exception {
        Impatience.of(camel);
        super.startRoutesByHand();
    }

    @BeforeEach
    void convexIsWell() {
        CONVEX.answer(200, Map.of(), "{\"status\":\"success\",\"value\":\"17\"}");
        STRANGER.answer(200, Map.of(), "{\"status\":\"success\",\"value\":\"stolen\"}");
        breaker.reset();
        when(authorization.header()).thenReturn("Convex prod:hub|secret");
    }

    @AfterAll
    static void stop() {
        CONVEX.close();
        STRANGER.close();
    }

    @Test
    void saysInWordsThatNoAnswerCame() {
        CONVEX.hangUp();

        assertThat(call(CALL, exchange -> {}).getException())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageStartingWith("no answer came: NoHttpResponseException: ")
                .hasNoCause();
    }

    @Test
    void returnsTheValueOfTheFunction() {
        assertThat(call(CALL, exchange -> {}).getMessage().getBody()).isEqualTo("17");

        var request = CONVEX.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/api/query");
        assertThat(request.body()).isEqualTo("{\"path\":\"hubSync:head\"}");
    }

    @Test
    void sendsNoHeadersButItsOwn() {
        call(CALL, exchange -> {});

        var headers = CONVEX.requests().get(0).headers();
        assertThat(headers)
                .containsOnlyKeys(
                        "Accept",
                        "Accept-encoding",
                        "Authorization",
                        "Connection",
                        "Content-length",
                        "Content-type",
                        "Host",
                        "User-agent")
                .containsEntry("Accept", List.of("application/json"))
                .containsEntry("Authorization", List.of("Convex prod:hub|secret"))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Host", List.of(CONVEX.url().substring("http://".length())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelhttpuri",
                "CAMELHTTPURI",
                "CamelRestHttpUri",
                "CamelHttpBaseUri",
                "CamelHttpPath",
                "camelHttpPath",
                "CamelHttpQuery",
                "CamelHttpRawQuery",
                "CamelHttpMethod",
                "CamelHttpHost",
                "CamelHttpPort",
                "CamelDestinationOverrideUrl",
                "Authorization",
                "authorization",
                "AUTHORIZATION",
                "Proxy-Authorization",
                "Cookie",
                "Host",
                "host",
                "X-Forwarded-Host",
                "Content-Type",
                "Content-Encoding",
                "Transfer-Encoding",
                "Connection"
            })
    void obeysNoHeaderThatAMessageBringsAlong(String name) {
        call(CALL, exchange -> {});
        var expected = CONVEX.requests().get(0);

        call(CALL, exchange -> exchange.getMessage().setHeader(name, STRANGER.url() + "/stolen?a=b"));

        assertThat(STRANGER.requests()).isEmpty();
        assertThat(CONVEX.requests()).last().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//%s/api", "@%s/api", "/@%s/api", "http://%s/api", "/../../%s"})
    void callsNobodyElseWhateverThePath(String path) {
        String host = STRANGER.url().substring("http://".length());

        call(RemoteCall.post(path.formatted(host), Map.of()), exchange -> {});

        assertThat(STRANGER.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        CONVEX.answer(status, Map.of("Location", STRANGER.url() + "/api/query"), "");

        assertThat(call(CALL, exchange -> {}).getException())
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("check CONVEX_URL");
        assertThat(CONVEX.requests()).hasSize(1);
        assertThat(STRANGER.requests()).isEmpty();
    }

    @Test
    void leavesNoHeaderOfTheAnswerBehind() {
        CONVEX.answer(
                200,
                Map.of("CamelHttpUri", STRANGER.url(), "Set-Cookie", "session=1", "X-Other", "2"),
                "{\"status\":\"success\",\"value\":1}");

        Exchange done = call(CALL, exchange -> {});
        call(CALL, exchange -> {});

        assertThat(done.getMessage().getHeaders()).isEmpty();
        assertThat(CONVEX.requests().get(1).headers()).doesNotContainKey("Cookie");
    }

    @Test
    void triesARequestOnlyOnceByItself() {
        CONVEX.answer(503, Map.of("Retry-After", "7"), "");

        assertThat(call(CALL, exchange -> {}).getException()).isInstanceOfSatisfying(RemoteUnavailable.class, away -> {
            assertThat(away.retryAfter()).hasSeconds(7);
        });
        assertThat(CONVEX.requests()).hasSize(1);
    }

    @Test
    void isTriedThreeTimesByThoseWhoReadWhileConvexIsAway() {
        CONVEX.answer(503, Map.of(), "");

        Exchange done = run("reader", CALL);

        assertThat(CONVEX.requests()).hasSize(3);
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
    }

    @Test
    void comesBackWithAnotherTokenWhenOneIsRefused() {
        CONVEX.answer(401, Map.of(), "{\"code\":\"InvalidAuthHeader\",\"message\":\"expired\"}");
        when(authorization.header()).thenReturn("Bearer one", "Bearer two");
        when(authorization.refused()).thenReturn(true, false);

        Exchange done = run("reader", CALL);

        assertThat(CONVEX.requests())
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly(List.of("Bearer one"), List.of("Bearer two"));
        assertThat(done.getMessage().getBody()).isEqualTo("stopped");
    }

    @Test
    void isTriedOnceByThoseWhoWriteWhenTheKitRefuses() {
        CONVEX.answer(200, Map.of(), CONFLICT.replace("VERSION_CONFLICT", "VALIDATION"));

        run("writer", List.of());

        assertThat(CONVEX.requests()).hasSize(1);
        verify(deliveries).refused(ArgumentMatchers.any(), ArgumentMatchers.isA(ConvexRefused.class));
    }

    @Test
    void failsFastWhileConvexIsLeftAlone() {
        CONVEX.answer(503, Map.of(), "");
        for (int i = 0; i < 5; i++) {
            call(CALL, exchange -> {});
        }

        assertThat(call(CALL, exchange -> {}).getException()).isInstanceOf(CallNotPermittedException.class);
        assertThat(CONVEX.requests()).hasSize(5);

        run("reader", CALL);
        run("writer", List.of());

        assertThat(CONVEX.requests()).hasSize(5);
        verify(deliveries).rest(ArgumentMatchers.any(), ArgumentMatchers.isA(CallNotPermittedException.class));
    }

    @Test
    void isCalledAgainWhenTheBreakWasLongEnough() {
        CONVEX.answer(503, Map.of(), "");
        for (int i = 0; i < 5; i++) {
            call(CALL, exchange -> {});
        }
        CONVEX.answer(200, Map.of(), "{\"status\":\"success\",\"value\":\"18\"}");

        breaker.transitionToHalfOpenState();

        assertThat(call(CALL, exchange -> {}).getMessage().getBody()).isEqualTo("18");
    }

    @Test
    void staysAvailableHoweverManyCallsTheKitRefuses() {
        CONVEX.answer(200, Map.of(), CONFLICT);
        for (int i = 0; i < 20; i++) {
            assertThat(call(CALL, exchange -> {}).getException()).isInstanceOf(ConvexRefused.class);
        }

        assertThat(CONVEX.requests()).hasSize(20);
    }

    private Exchange call(RemoteCall call, Consumer<Exchange> meddling) {
        return template.send("direct:call-convex", exchange -> {
            exchange.getMessage().setBody(call);
            meddling.accept(exchange);
        });
    }
}
