package dev.taskhub.camel;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The first step of every door: keeps the few headers a route needs and drops all others, so that nothing a stranger
 * sends can steer a component further on. Query and form parameters reach the exchange as headers and go the same way.
 */
@Component
class DoorHeaders {

    private static final Set<String> KEPT = Set.of(
            "content-type",
            "x-airtable-signature",
            "x-airtable-content-mac",
            "x-webhook-signature",
            "x-webhook-timestamp");

    /** Keeps the headers on the list, whatever their case. */
    void keepKnown(Exchange exchange) {
        exchange.getMessage().getHeaders().keySet().removeIf(name -> !KEPT.contains(name.toLowerCase(Locale.ROOT)));
    }
}
