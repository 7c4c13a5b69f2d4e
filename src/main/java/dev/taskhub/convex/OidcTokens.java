package dev.taskhub.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.security.Secrets;
import dev.taskhub.security.Sha256;
import dev.taskhub.sync.Positions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Opens the deployment by an identity provider's tokens. One is asked for a minute before the last one ends, and at once when
 * Convex refuses one that should still be good. The newest is kept encrypted, so that a restart asks for nothing, and so
 * that a refresh token which the provider replaced is not lost.
 */
final class OidcTokens implements RemoteAuthorization {

    private static final String POSITION = "token";
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param source stands for the settings it was got by: with others it is worth nothing
     * @param refreshToken the user's newest, or {@code null}
     */
    record Kept(String source, String token, long expiresAtMillis, String refreshToken) {}

    private final OidcSettings settings;
    private final OidcGrants grants;
    private final String container;
    private final Positions positions;
    private final Secrets secrets;
    private final Clock clock;
    private final String source;
    private Kept kept;
    private boolean doubted;

    /** @param container the deployment */
    OidcTokens(OidcSettings settings, String container, Positions positions, Secrets secrets, Clock clock) {
        this.settings = settings;
        this.grants = new OidcGrants(settings);
        this.container = container;
        this.positions = positions;
        this.secrets = secrets;
        this.clock = clock;
        this.source = Sha256.hex(
                String.join("\n", settings.tokenUri(), settings.clientId(), settings.scope(), settings.refreshToken())
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized String header() {
        if (kept == null) {
            kept = stored().orElseGet(() -> new Kept(source, "", 0, null));
        }
        if (clock.instant().plus(MARGIN).isAfter(Instant.ofEpochMilli(kept.expiresAtMillis))) {
            renew();
        }
        return "Bearer " + kept.token;
    }

    @Override
    public synchronized void accepted() {
        doubted = false;
    }

    /** Once: a provider whose new token is refused as well would only be asked in vain. */
    @Override
    public synchronized boolean refused() {
        if (doubted || kept == null) {
            return false;
        }
        doubted = true;
        kept = new Kept(source, "", 0, kept.refreshToken);
        return true;
    }

    private void renew() {
        boolean ofUser = !settings.refreshToken().isEmpty();
        String refreshToken = kept.refreshToken == null ? settings.refreshToken() : kept.refreshToken;
        OAuth2AccessTokenResponse answer = ofUser ? grants.ofUser(refreshToken) : grants.own();
        String next = answer.getRefreshToken() == null
                ? refreshToken
                : answer.getRefreshToken().getTokenValue();
        OAuth2AccessToken access = answer.getAccessToken();
        // Convex asks who the user is, which an ID token says.
        String token =
                answer.getAdditionalParameters().get("id_token") instanceof String id ? id : access.getTokenValue();
        Instant end = clock.instant().plus(Duration.between(access.getIssuedAt(), access.getExpiresAt()));
        kept = new Kept(source, token, expiry(token).orElse(end).toEpochMilli(), ofUser ? next : null);
        try {
            positions.put(ConvexChanges.SYSTEM, container, POSITION, secrets.encrypt(JSON.writeValueAsString(kept)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Kept> stored() {
        return positions
                .get(ConvexChanges.SYSTEM, container, POSITION)
                .map(secrets::decrypt)
                .map(text -> {
                    try {
                        return JSON.readValue(text, Kept.class);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException("the kept token of Convex cannot be read", e);
                    }
                })
                .filter(found -> found.source.equals(source));
    }

    /** When a token says itself that it ends; the provider may state another time for another one of its tokens. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            long seconds = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path("exp")
                    .asLong();
            return seconds > 0 ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        } catch (IOException | IllegalArgumentException opaque) {
            return Optional.empty();
        }
    }
}
