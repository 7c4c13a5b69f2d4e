package dev.taskhub.camel;

import dev.taskhub.security.ErrorBody;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** Gives errors below {@code /api} that no route made, such as an unknown path, the form of all others there. */
@Component
class ApiErrorPage extends DefaultErrorAttributes {

    private static final Map<HttpStatus, String> HINTS = Map.of(
            HttpStatus.NOT_FOUND, "there is no such path; see the routes table of the README",
            HttpStatus.METHOD_NOT_ALLOWED, "this path takes another method; see header Allow");

    private final Clock clock;

    ApiErrorPage(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Map<String, Object> page = super.getErrorAttributes(request, options);
        HttpStatus status = HttpStatus.resolve((int) page.getOrDefault("status", 500));
        if (status == null || !String.valueOf(page.get("path")).startsWith("/api/")) {
            return page;
        }
        String code = status == HttpStatus.INTERNAL_SERVER_ERROR ? "FAILED" : status.name();
        return ErrorBody.of(code, HINTS.getOrDefault(status, status.getReasonPhrase()), clock)
                .asMap();
    }
}
