package dev.taskhub.camel;

import dev.taskhub.sync.InboxUnavailable;
import dev.taskhub.task.JsonColumn;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers of the doors when all is well without words, and when it is not: {@code {code, message, details, timestamp, requestId}}. */
@Component("apiErrors")
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

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
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InboxUnavailable.class);
        answer(exchange, 503, "UNAVAILABLE", failure.getMessage());
        exchange.getMessage()
                .setHeader("Retry-After", String.valueOf(failure.retryAfter().toSeconds()));
    }

    /** Tells a stranger nothing of what went wrong; the log has it under the same request id. */
    void failed(Exchange exchange) {
        String requestId = answer(exchange, 500, "INTERNAL", "the hub failed; its log tells why under this requestId");
        LOG.error("request {} failed", requestId, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private static String failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class).getMessage();
    }

    private String answer(Exchange exchange, int status, String code, String text) {
        String requestId = UUID.randomUUID().toString();
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", text);
        body.put("details", Map.of());
        body.put("timestamp", clock.instant().toString());
        body.put("requestId", requestId);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(JsonColumn.write(body));
        return requestId;
    }
}
