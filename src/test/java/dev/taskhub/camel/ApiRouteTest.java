package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.mockito.Mockito;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

/** A door of the API: what reaches it, and what its answer is made of. */
@MockEndpointsAndSkip("direct:answer-json")
@ContextConfiguration(classes = {DoorHeaders.class, ApiErrors.class, ApiRouteTest.Time.class})
abstract class ApiRouteTest extends RouteTestBase {

    static class Time {

        /** The component asks for one of this name when it starts, though every door is replaced. */
        @Bean("platform-http-engine")
        PlatformHttpEngine engine() {
            return Mockito.mock();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
        }
    }

    @Override
    Set<String> triggers() {
        return Set.of("platform-http");
    }

    /** Calls the door with {@code headers}, and with some that would steer a component if they got further. */
    Exchange call(String routeId, Map<String, Object> headers, Object body) {
        return template.send("direct:" + routeId, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader("CamelSqlQuery", "DELETE FROM parked_message");
            exchange.getMessage().setHeader("CamelBeanMethodName", "toString");
            exchange.getMessage().setHeader("Authorization", "Bearer secret");
            exchange.getMessage().setBody(body);
        });
    }

    /** The body that goes to be answered as JSON; with it goes no header but the given ones. */
    Object answered(String... headers) {
        var answers = mock("direct:answer-json").getReceivedExchanges();
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).getMessage().getHeaders()).containsOnlyKeys(headers);
        return answers.get(0).getMessage().getBody();
    }

    void assertRefused(Exchange done, int status, String message) {
        assertThat(done.getException()).isNull();
        assertThat(mock("direct:answer-json").getReceivedExchanges()).isEmpty();
        assertThat(done.getMessage().getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, status)
                .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE, Exchange.HTTP_CHUNKED);
        assertThat(done.getMessage().getBody(String.class))
                .contains(message, "\"details\":{}", "\"timestamp\":\"2026-01-05T12:00:00Z\"", "\"requestId\":\"");
    }
}
