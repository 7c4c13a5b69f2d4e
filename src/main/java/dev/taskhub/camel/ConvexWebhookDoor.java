package dev.taskhub.camel;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.security.Signatures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Convex's door: lets in hints that are signed by the kit's secret and not older than five minutes. A hint only says that
 * there is news, so its body is not even parsed, and one that is lost or comes twice does no harm.
 */
@Component("convexWebhookDoor")
class ConvexWebhookDoor {

    private static final int LIMIT = 1 << 16;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Signatures signatures;
    private final ConvexSettings settings;
    private final Clock clock;

    ConvexWebhookDoor(Signatures signatures, ConvexSettings settings, Clock clock) {
        this.signatures = signatures;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Replaces the body's stream by its bytes.
     *
     * @throws MessageTooLarge when there are too many, having read no more than needed to know
     */
    void read(Exchange exchange) {
        exchange.getMessage().setBody(LimitedBody.read(exchange, LIMIT));
    }

    /** Whether the message is a hint of the deployment, signed within the last five minutes. */
    boolean isHint(Exchange exchange) {
        var timestamp = DoorHeaders.all(exchange, "X-Webhook-Timestamp");
        return signatures.timestamped(
                        exchange.getMessage().getBody(byte[].class),
                        settings.webhookSecret(),
                        timestamp,
                        DoorHeaders.all(exchange, "X-Webhook-Signature"))
                && isNear(Long.parseLong(timestamp.get(0)));
    }

    /** Answers that Convex is about to be read, without words. */
    void acknowledge(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        exchange.getMessage().setBody(null);
    }

    private boolean isNear(long millis) {
        return Duration.between(Instant.ofEpochMilli(millis), clock.instant())
                        .abs()
                        .compareTo(WINDOW)
                <= 0;
    }
}
