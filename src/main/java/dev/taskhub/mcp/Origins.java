package dev.taskhub.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * Keeps foreign web pages out: those that a browser names in {@code Origin}, and those that come under a name of their own which
 * they had made to lead here (DNS rebinding).
 */
final class Origins {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Such an address is nobody's name, so that nobody can have it lead elsewhere. */
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private static final int MISDIRECTED = 421;

    private final List<String> origins;
    private final List<String> hosts;

    Origins(McpSettings settings) {
        origins = settings.allowedOrigins();
        hosts = settings.allowedHosts();
    }

    /** @throws RpcFault when a request comes from a page that may not call, or for another host */
    void check(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origins.contains(origin) && !THIS_MACHINE.contains(host(origin))) {
            throw new RpcFault(
                    403, RpcFault.REFUSED, "pages of this origin may not call: name it in taskhub.mcp.allowed-origins");
        }
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        if (!THIS_MACHINE.contains(host)
                && !NUMBERS.matcher(host).matches()
                && hosts.stream().noneMatch(host::equalsIgnoreCase)) {
            throw new RpcFault(
                    MISDIRECTED,
                    RpcFault.REFUSED,
                    "the hub is not called by this name: name it in taskhub.mcp.allowed-hosts");
        }
    }

    private static String host(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
