package dev.taskhub.camel;

import dev.taskhub.task.JsonColumn;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Reads what a request to the API brings besides its parameters. */
@Component
class ApiRequests {

    private static final int LIMIT = 256 * 1024;
    private static final int LARGE = 8 * 1024 * 1024;

    /** Who has logged in: {@code admin}, or {@code machine} for the token. */
    String caller(Exchange exchange) {
        Principal caller = request(exchange).getUserPrincipal();
        return caller == null ? "unknown" : caller.getName();
    }

    /**
     * Notes for the steps that follow, as variables, who calls ({@code caller}), which version of the task the caller knows
     * ({@code ifMatch}, the tag without its quotes) and what tells the request apart ({@code idempotencyKey}).
     */
    void note(Exchange exchange) {
        HttpServletRequest request = request(exchange);
        exchange.setVariable("caller", caller(exchange));
        String tag = request.getHeader(HttpHeaders.IF_MATCH);
        exchange.setVariable("ifMatch", tag == null ? null : tag.strip().replaceFirst("^(?:W/)?\"(.*)\"$", "$1"));
        exchange.setVariable("idempotencyKey", request.getHeader("Idempotency-Key"));
    }

    /** The parameters of the address by name; several of one name are separated by commas. */
    Map<String, String> query(Exchange exchange) {
        var query = new TreeMap<String, String>();
        request(exchange).getParameterMap().forEach((name, values) -> query.put(name, String.join(",", values)));
        return query;
    }

    private static HttpServletRequest request(Exchange exchange) {
        return exchange.getMessage(PlatformHttpMessage.class).getRequest();
    }

    /** As {@link #body}, of a request that holds many. */
    Map<String, Object> largeBody(Exchange exchange) {
        return JsonColumn.message(new String(LimitedBody.read(exchange, LARGE), StandardCharsets.UTF_8));
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
