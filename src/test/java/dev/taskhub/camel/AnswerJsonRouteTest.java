package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@TestPropertySource(properties = RouteTestBase.ROUTES + "file:routes/operations/answer-json.camel.yaml")
class AnswerJsonRouteTest extends RouteTestBase {

    record Answer(Instant at, String name, int[] numbers) {}

    @Test
    void writesTheBodyAsJsonAndEchoesNoHeader() {
        Exchange done = template.send("direct:answer-json", exchange -> {
            exchange.getMessage().setHeader("id", "a\r\nSet-Cookie: b");
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere");
            exchange.getMessage().setBody(new Answer(Instant.parse("2026-01-05T12:00:00Z"), "é\"", new int[] {1}));
        });

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class))
                .isEqualTo("{\"at\":\"2026-01-05T12:00:00Z\",\"name\":\"é\\\"\",\"numbers\":[1]}");
        assertThat(done.getMessage().getHeaders()).isEqualTo(Map.of("Content-Type", "application/json"));
    }
}
