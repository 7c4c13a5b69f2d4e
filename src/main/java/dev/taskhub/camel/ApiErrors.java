package dev.taskhub.camel;

import dev.taskhub.task.JsonColumn;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Answers of the doors when all is well without words, and when it is not: {@code {code, message, details, timestamp, requestId}}. */
@Component("apiErrors")
class ApiErrors {

    private final Clock clock;

    ApiErrors(Clock clock) {
        this.clock = clock;
    }

    void noContent(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        message.setBody(null);
    }

    void unsigned(Exchange exchange) {
        answer(exchange, 401, "UNAUTHENTICATED", "the signature is missing or does not fit the body");
    }

    void tooLarge(Exchange exchange) {
        answer(exchange, 413, "TOO_LARGE", failure(exchange));
    }

    void badRequest(Exchange exchange) {
        answer(exchange, 400, "BAD_REQUEST", failure(exchange));
    }

    void unavailable(Exchange exchange) {
        answer(exchange, 503, "UNAVAILABLE", failure(exchange));
        exchange.getMessage().setHeader("Retry-After", "1");
    }

    private static String failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class).getMessage();
    }

    private void answer(Exchange exchange, int status, String code, String text) {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", text);
        body.put("details", Map.of());
        body.put("timestamp", clock.instant().toString());
        body.put("requestId", UUID.randomUUID().toString());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setBody(JsonColumn.write(body));
    }
}
