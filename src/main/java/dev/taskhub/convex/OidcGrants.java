package dev.taskhub.convex;

import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteUnavailable;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;

/** Asks an identity provider for tokens, on the hub's own behalf or on a user's. Nothing is kept. */
final class OidcGrants {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** What the provider answers when it will answer the same again. */
    private static final Set<String> FINAL = Set.of(
            "invalid_grant",
            "invalid_client",
            "invalid_request",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "access_denied");

    private final OidcSettings settings;
    private final RestClientClientCredentialsTokenResponseClient credentials =
            new RestClientClientCredentialsTokenResponseClient();
    private final RestClientRefreshTokenTokenResponseClient refreshes = new RestClientRefreshTokenTokenResponseClient();

    OidcGrants(OidcSettings settings) {
        this.settings = settings;
        var answers = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        answers.setReadTimeout(ANSWER_TIMEOUT);
        RestClient http = RestClient.builder()
                .requestFactory(answers)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.addAll(List.of(
                            new FormHttpMessageConverter(), new OAuth2AccessTokenResponseHttpMessageConverter()));
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
        credentials.setRestClient(http);
        credentials.addParametersConverter(grant -> {
            var more = new LinkedMultiValueMap<String, String>();
            if (!settings.audience().isEmpty()) {
                more.add("audience", settings.audience());
            }
            return more;
        });
        refreshes.setRestClient(http);
    }

    /**
     * A token of the hub's own.
     *
     * @throws RemoteUnavailable when the provider does not answer
     * @throws RemoteClosed when it refuses
     */
    OAuth2AccessTokenResponse own() {
        return asked(() -> credentials.getTokenResponse(
                new OAuth2ClientCredentialsGrantRequest(client(AuthorizationGrantType.CLIENT_CREDENTIALS))));
    }

    /** A token of the user who gave {@code refreshToken}; exceptions as with {@link #own}. */
    OAuth2AccessTokenResponse ofUser(String refreshToken) {
        var past = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, "past", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        return asked(() -> refreshes.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                client(AuthorizationGrantType.REFRESH_TOKEN), past, new OAuth2RefreshToken(refreshToken, null))));
    }

    private OAuth2AccessTokenResponse asked(Supplier<OAuth2AccessTokenResponse> request) {
        try {
            return request.get();
        } catch (OAuth2AuthorizationException refusal) {
            String code = refusal.getError().getErrorCode();
            if (FINAL.contains(code)) {
                throw new RemoteClosed(
                        401,
                        code,
                        "the identity provider at " + settings.tokenUri() + " refuses a token for Convex: " + code
                                + "; check taskhub.convex.oidc, and have the user log in anew for another refresh token");
            }
            throw new RemoteUnavailable(
                    "the identity provider at " + settings.tokenUri() + " gives no token for Convex: " + code);
        }
    }

    private ClientRegistration client(AuthorizationGrantType grant) {
        return ClientRegistration.withRegistrationId("convex")
                .authorizationGrantType(grant)
                .tokenUri(settings.tokenUri())
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(
                        settings.clientSecret().isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .scope(Arrays.stream(settings.scope().split("\\s+"))
                        .filter(scope -> !scope.isEmpty())
                        .toList())
                .build();
    }
}
