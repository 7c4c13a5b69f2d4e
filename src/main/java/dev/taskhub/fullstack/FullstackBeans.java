package dev.taskhub.fullstack;

import dev.taskhub.sync.Remote;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FullstackSettings.class)
class FullstackBeans {

    @Bean
    @ConditionalOnExpression("'${taskhub.convex.url:}' != '' and '${taskhub.convex.adapter:kit}' == 'fullstack'")
    Remote fullstackRemote(FullstackTasks tasks) {
        return new Remote(FullstackTasks.SYSTEM, tasks.container());
    }
}
