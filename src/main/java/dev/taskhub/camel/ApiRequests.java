package dev.taskhub.camel;

import dev.taskhub.task.JsonColumn;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/** Reads what a request to the API brings besides its parameters. */
@Component
class ApiRequests {

    private static final int LIMIT = 64 * 1024;

    /** Who has logged in: {@code admin}, or {@code machine} for the token. */
    String caller(Exchange exchange) {
        Principal caller =
                exchange.getMessage(PlatformHttpMessage.class).getRequest().getUserPrincipal();
        return caller == null ? "unknown" : caller.getName();
    }

    /**
     * The body's JSON object.
     *
     * @throws IllegalArgumentException when it is none
     * @throws MessageTooLarge when it is longer than any request of the API, having read no more than needed to know
     */
    Map<String, Object> body(Exchange exchange) {
        return JsonColumn.message(new String(LimitedBody.read(exchange, LIMIT), StandardCharsets.UTF_8));
    }
}
