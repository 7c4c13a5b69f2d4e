package dev.taskhub.convex;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider whose tokens open the deployment where no deploy key does.
 *
 * @param tokenUri its token endpoint; empty when there is none
 * @param clientSecret empty for a public client; never printed
 * @param scope what to ask for, separated by spaces
 * @param audience the parameter of this name that some providers want; empty: left out
 * @param refreshToken of the user on whose behalf the hub calls; empty: the hub calls on its own behalf; never printed
 */
@ConfigurationProperties("taskhub.convex.oidc")
public record OidcSettings(
        @DefaultValue("") String tokenUri,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String scope,
        @DefaultValue("") String audience,
        @DefaultValue("") String refreshToken) {

    @Override
    public String toString() {
        return "OidcSettings[tokenUri=" + tokenUri + ", clientId=" + clientId + "]";
    }
}
