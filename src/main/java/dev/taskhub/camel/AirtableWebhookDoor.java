package dev.taskhub.camel;

import dev.taskhub.airtable.AirtableHook;
import dev.taskhub.airtable.AirtableInbox;
import dev.taskhub.airtable.AirtablePlainMessage;
import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.airtable.WebhookState;
import dev.taskhub.security.Sha256;
import dev.taskhub.security.Signatures;
import dev.taskhub.sync.Inbox;
import dev.taskhub.task.JsonColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * AirTable's door: reads no more than a message may have, and lets in what is signed, by the plain form's secret or by
 * the webhook's, before anything is parsed.
 */
@Component("airtableWebhookDoor")
class AirtableWebhookDoor {

    private static final int LIMIT = 1 << 20;

    private final Signatures signatures;
    private final AirtableSettings settings;
    private final AirtableHook hook;
    private final AirtablePlainMessage messages;
    private final Inbox inbox;

    AirtableWebhookDoor(
            Signatures signatures,
            AirtableSettings settings,
            AirtableHook hook,
            AirtablePlainMessage messages,
            Inbox inbox) {
        this.signatures = signatures;
        this.settings = settings;
        this.hook = hook;
        this.messages = messages;
        this.inbox = inbox;
    }

    /**
     * Replaces the body's stream by its bytes.
     *
     * @throws MessageTooLarge when there are too many, having read no more than needed to know
     */
    void read(Exchange exchange) {
        exchange.getMessage().setBody(LimitedBody.read(exchange, LIMIT));
    }

    /** Whether the message carries the plain form's signature. */
    boolean isPlain(Exchange exchange) {
        return signatures.plain(
                body(exchange), settings.webhookSecret(), DoorHeaders.all(exchange, "X-Airtable-Signature"));
    }

    /** Whether the message is a ping of the hub's webhook. */
    boolean isPing(Exchange exchange) {
        List<String> mac = DoorHeaders.all(exchange, "X-Airtable-Content-MAC");
        // Whoever sends no signature is not worth a look into the store, where the secret lies.
        return !mac.isEmpty()
                && hook.current()
                        .map(WebhookState::macSecretBase64)
                        .filter(secret -> signatures.airtable(body(exchange), secret, mac))
                        .isPresent();
    }

    /**
     * Keeps a message of the plain form.
     *
     * @throws IllegalArgumentException when it is not of that form, saying what is wrong
     */
    void keepPlain(Exchange exchange) {
        String payload = new String(body(exchange), StandardCharsets.UTF_8);
        String key = key(exchange);
        messages.read(JsonColumn.message(payload), key);
        inbox.accept(AirtableInbox.PLAIN, key, payload);
    }

    /** Keeps that a ping came; what it points at is read from the change log. */
    void keepPing(Exchange exchange) {
        inbox.accept(AirtableInbox.PING, key(exchange), "");
    }

    /** Answers that the message is kept, without words. */
    void acknowledge(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        message.setBody(null);
    }

    private static String key(Exchange exchange) {
        return Sha256.hex(body(exchange));
    }

    private static byte[] body(Exchange exchange) {
        return exchange.getMessage().getBody(byte[].class);
    }
}
