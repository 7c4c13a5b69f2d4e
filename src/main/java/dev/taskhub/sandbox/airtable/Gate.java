package dev.taskhub.sandbox.airtable;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What a request must pass before AirTable looks at it: length, token, quota, rate. The token {@code patByHand} stands
 * for a person at AirTable's own pages, which know neither quota nor rate.
 */
final class Gate implements HandlerInterceptor {

    private static final int LONGEST_URL = 16_000;
    private static final Pattern BASE = Pattern.compile("/v0/(?:meta/bases/|bases/)?(app[A-Za-z0-9]+)");

    private final Conditions conditions;
    private final RateLimit rateLimit = new RateLimit();

    Gate(Conditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        check(request, response);
        return true;
    }

    private void check(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST_URL) {
            throw ApiError.of(413, "REQUEST_TOO_LARGE", "The URL exceeds " + LONGEST_URL + " characters");
        }
        String token = request.getHeader("Authorization");
        if (token == null || !token.regionMatches(true, 0, "Bearer pat", 0, 10)) {
            throw ApiError.of(401, "AUTHENTICATION_REQUIRED", "Authentication required");
        }
        if (User.isByHand(token)) {
            return;
        }
        AirTableSettings settings = conditions.settings();
        if (settings.monthlyQuotaUsedUp() && !path.contains("/v0/meta/")) {
            throw ApiError.listed(
                    429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "The workspace has used up its API calls of this month.");
        }
        Matcher base = BASE.matcher(path);
        if (base.find() && !rateLimit.admits(base.group(1), conditions.now(), settings)) {
            if (settings.retryAfter()) {
                response.setHeader("Retry-After", String.valueOf(settings.penaltySeconds()));
            }
            String message = "Rate limit exceeded. Please try again later";
            throw settings.errorShape().equals("A")
                    ? ApiError.of(429, "RATE_LIMIT_REACHED", message)
                    : ApiError.listed(429, "RATE_LIMIT_REACHED", message);
        }
    }
}
