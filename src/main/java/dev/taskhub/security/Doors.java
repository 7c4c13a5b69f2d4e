package dev.taskhub.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * What each door asks for, in one place: the first line that fits a request decides, and what no line fits belongs to
 * administrators. The machine token may what a manager may.
 */
@Component
class Doors implements AuthorizationManager<RequestAuthorizationContext> {

    private enum Ask {
        NOTHING,
        VIEWER,
        AGENT,
        MEMBER,
        MANAGER,
        ADMIN,
        IMPOSSIBLE
    }

    private record Line(Ask ask, List<PathPatternRequestMatcher> doors) {

        boolean fits(HttpServletRequest request) {
            return doors.stream().anyMatch(door -> door.matches(request));
        }
    }

    private final List<Line> lines = List.of(
            line(Ask.NOTHING, "/actuator/health/liveness", "/actuator/health/readiness"),
            line(Ask.NOTHING, "POST /api/auth/login", "POST /api/auth/refresh"),
            // the console's own gateway to other machines
            line(Ask.IMPOSSIBLE, "/actuator/hawtio/proxy/**"),
            line(Ask.ADMIN, "/api/accounts/**"),
            line(Ask.VIEWER, "/api/auth/**", "/api/tokens/**"),
            line(
                    Ask.MANAGER,
                    "/api/parked/**",
                    "/api/deletions/**",
                    "/api/dry-run",
                    "POST /api/consistency/**",
                    "POST /api/projects/**",
                    "PUT /api/projects/**"),
            line(
                    Ask.MEMBER,
                    "POST /api/conflicts/**",
                    "POST /api/proposals/**",
                    "POST /api/tasks/bulk",
                    "POST /api/tasks/*/history/*/undo",
                    "PUT /api/tasks/*",
                    "DELETE /api/tasks/**",
                    "PATCH /api/tasks/*/time-entries/*"),
            line(
                    Ask.AGENT,
                    "/hooks/**",
                    "/mcp/**",
                    "POST /api/task-proposals/**",
                    "POST /api/tasks/**",
                    "PATCH /api/tasks/*",
                    "PUT /api/tasks/**"),
            line(Ask.VIEWER, "GET /api/**", "HEAD /api/**"),
            // what is not there, and methods that a door does not take, are answered as such
            line(Ask.MANAGER, "/api/**"));

    @Override
    public AuthorizationDecision check(Supplier<Authentication> who, RequestAuthorizationContext request) {
        Ask ask = lines.stream()
                .filter(line -> line.fits(request.getRequest()))
                .findFirst()
                .map(Line::ask)
                .orElse(Ask.ADMIN);
        return new AuthorizationDecision(
                switch (ask) {
                    case NOTHING -> true;
                    case IMPOSSIBLE -> false;
                    default -> may(who.get(), Role.valueOf(ask.name()));
                });
    }

    private static boolean may(Authentication who, Role least) {
        return who != null
                && who.isAuthenticated()
                && who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(authority -> allows(authority, least));
    }

    private static boolean allows(String authority, Role least) {
        return authority.equals(Accounts.MACHINE_AUTHORITY)
                ? least.compareTo(Role.MANAGER) <= 0
                : Arrays.stream(Role.values())
                        .anyMatch(role -> role.authority().equals(authority) && role.compareTo(least) >= 0);
    }

    /** @param doors paths, each after a method and a blank where it is of that method alone */
    private static Line line(Ask ask, String... doors) {
        return new Line(ask, Arrays.stream(doors).map(Doors::door).toList());
    }

    private static PathPatternRequestMatcher door(String text) {
        String[] parts = text.split(" ");
        var paths = PathPatternRequestMatcher.withDefaults();
        return parts.length == 1 ? paths.matcher(text) : paths.matcher(HttpMethod.valueOf(parts[0]), parts[1]);
    }
}
