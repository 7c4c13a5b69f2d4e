package dev.taskhub.convex;

import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.security.Secrets;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Remote;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConvexSettings.class, OidcSettings.class})
class ConvexBeans {

    /** The deploy key, else tokens of the identity provider, else nothing. */
    @Bean
    RemoteAuthorization convexAuthorization(
            ConvexSettings settings, OidcSettings oidc, Positions positions, Secrets secrets, Clock clock) {
        if (!settings.deployKey().isEmpty()) {
            return RemoteAuthorization.of("Convex " + settings.deployKey());
        }
        return oidc.tokenUri().isEmpty()
                ? RemoteAuthorization.of(null)
                : new OidcTokens(oidc, settings.deployment(), positions, secrets, clock);
    }

    @Bean
    @ConditionalOnExpression("'${taskhub.convex.url:}' != '' and '${taskhub.convex.adapter:kit}' == 'kit'")
    Remote convexRemote(ConvexSettings settings) {
        return new Remote(ConvexChanges.SYSTEM, settings.deployment());
    }
}
