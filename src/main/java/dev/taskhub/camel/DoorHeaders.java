package dev.taskhub.camel;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * The first step of every door: keeps the few headers a route needs and drops all others, so that nothing a stranger
 * sends can steer a component further on. Query and form parameters reach the exchange as headers and go the same way.
 */
@Component
class DoorHeaders {

    private static final Set<String> KEPT = Set.of(
            "content-type",
            "x-agent",
            "x-airtable-signature",
            "x-airtable-content-mac",
            "x-branch",
            "x-hook-time",
            "x-repository",
            "x-spooled",
            "x-task-list",
            "x-webhook-timestamp",
            "x-webhook-signature",
            "x-hub-signature-256",
            "x-github-event",
            "x-github-delivery");

    /** Keeps nothing but the one query parameter that a door of the API takes. */
    void keepOnly(Exchange exchange, String parameter) {
        exchange.getMessage().getHeaders().keySet().removeIf(name -> !name.equals(parameter));
    }

    /** Keeps nothing but the one part of the path that a door of the API takes, which the component leaves encoded. */
    void keepPathPart(Exchange exchange, String parameter) {
        keepOnly(exchange, parameter);
        String encoded = exchange.getMessage().getHeader(parameter, String.class);
        exchange.getMessage().setHeader(parameter, UriUtils.decode(encoded, StandardCharsets.UTF_8));
    }

    /** Keeps nothing but these parts of the path and these query parameters; commas separate several. */
    void keepPathAndQuery(Exchange exchange, String parts, String parameters) {
        var decoded = new LinkedHashMap<String, Object>();
        for (String part : parts.split(",")) {
            decoded.put(
                    part, UriUtils.decode(exchange.getMessage().getHeader(part, String.class), StandardCharsets.UTF_8));
        }
        var kept = Set.of(parameters.split(","));
        exchange.getMessage().getHeaders().keySet().removeIf(name -> !kept.contains(name));
        exchange.getMessage().getHeaders().putAll(decoded);
    }

    /** All values of a header, in their order. */
    static List<String> all(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        if (value instanceof List<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    /** Keeps the headers on the list, whatever their case. */
    void keepKnown(Exchange exchange) {
        exchange.getMessage().getHeaders().keySet().removeIf(name -> !KEPT.contains(name.toLowerCase(Locale.ROOT)));
    }
}
