package dev.taskhub.camel;

import dev.taskhub.security.ErrorBody;
import dev.taskhub.sync.InboxUnavailable;
import dev.taskhub.task.JsonColumn;
import dev.taskhub.work.InvalidTask;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers of the doors when all is not well: an {@link ErrorBody}. */
@Component("apiErrors")
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Clock clock;

    ApiErrors(Clock clock) {
        this.clock = clock;
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

    /** Lists every fault. */
    void invalid(Exchange exchange) {
        var invalid = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InvalidTask.class);
        answer(exchange, 400, "BAD_REQUEST", invalid.getMessage(), Map.of("faults", invalid.faults()));
    }

    void stale(Exchange exchange) {
        answer(exchange, 412, "PRECONDITION_FAILED", failure(exchange));
    }

    void refused(Exchange exchange) {
        answer(exchange, 409, "CONFLICT", failure(exchange));
    }

    void notFound(Exchange exchange) {
        answer(exchange, 404, "NOT_FOUND", failure(exchange));
    }

    /** Tells the caller no more than where to look: the failure may speak of what is not theirs to know. */
    void failed(Exchange exchange) {
        String requestId =
                answer(exchange, 500, "FAILED", "this failed within the hub; its log says why under requestId");
        LOG.error(
                "request {} to {} failed",
                requestId,
                exchange.getFromRouteId(),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    void unavailable(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InboxUnavailable.class);
        answer(exchange, 503, "UNAVAILABLE", failure.getMessage());
        exchange.getMessage()
                .setHeader("Retry-After", String.valueOf(failure.retryAfter().toSeconds()));
    }

    private static String failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class).getMessage();
    }

    private String answer(Exchange exchange, int status, String code, String text) {
        return answer(exchange, status, code, text, Map.of());
    }

    private String answer(Exchange exchange, int status, String code, String text, Map<String, Object> details) {
        var body = ErrorBody.of(code, text, details, clock);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setBody(JsonColumn.write(body.asMap()));
        return body.requestId();
    }
}
