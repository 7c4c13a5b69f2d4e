package dev.taskhub.convex;

import dev.taskhub.sync.Remote;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConvexSettings.class)
class ConvexBeans {

    @Bean
    @ConditionalOnExpression("'${taskhub.convex.url:}' != '' and '${taskhub.convex.adapter:kit}' == 'kit'")
    Remote convexRemote(ConvexSettings settings) {
        return new Remote(ConvexChanges.SYSTEM, settings.deployment());
    }
}
