package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/**
 * Who calls, as the Authorization header says. The one deploy key is {@code sandbox|key}; no identity provider is configured, so
 * no user token is good.
 */
final class Credentials {

    private static final String KEY = "sandbox|key";
    static final Caller NOBODY = new Caller(false, null);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Credentials() {}

    /**
     * Who calls; without credentials nobody, and no admin.
     *
     * @throws RequestRefused 400 or 401 for credentials that are malformed or not good
     */
    static Caller caller(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            String key = request.getParameter("adminKey");
            return key == null ? NOBODY : checkKey(key);
        }
        if (header.length() < 7) {
            throw new RequestRefused(400, "InvalidHeaderFailure", "Invalid authentication header");
        }
        String credentials = header.substring(7).strip();
        return switch (header.substring(0, 7).toLowerCase()) {
            case "convex " -> checkKey(credentials);
            case "bearer " -> throw refusedToken(credentials);
            default -> throw new RequestRefused(400, "InvalidAdminKey", "Invalid admin key");
        };
    }

    /**
     * Takes a deploy key, behind which an acting user may stand.
     *
     * @throws RequestRefused 400 or 401 when it is not good
     */
    static Caller checkKey(String given) {
        String key = given.replaceFirst("^(prod|dev|preview|local):", "");
        int colon = key.indexOf(':');
        Map<String, Object> identity = null;
        if (colon >= 0) {
            identity = actingUser(key.substring(colon + 1));
            key = key.substring(0, colon);
        }
        if (!key.equals(KEY)) {
            throw new RequestRefused(401, "BadAdminKey", "The provided admin key was invalid for this instance");
        }
        return new Caller(true, identity);
    }

    private static Map<String, Object> actingUser(String identity) {
        try {
            JsonNode user = JSON.readTree(Base64.getDecoder().decode(identity));
            if (user.isObject()) {
                return Arguments.parse(user).values();
            }
        } catch (IOException | IllegalArgumentException malformed) {
            // refused below
        }
        throw new RequestRefused(400, "HeaderParseFailure", "Malformed Authorization header.");
    }

    static RequestRefused refusedToken(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length == 3
                    && JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).isObject()) {
                return new RequestRefused(
                        401,
                        "NoAuthProvider",
                        "No auth provider found matching the given token (no providers configured).");
            }
        } catch (IOException | IllegalArgumentException malformed) {
            // refused below
        }
        return new RequestRefused(
                401,
                "InvalidAuthHeader",
                "Could not parse JWT payload. Check that the token is a valid JWT format, consisting of three "
                        + "base64-encoded strings separated by periods.");
    }
}
