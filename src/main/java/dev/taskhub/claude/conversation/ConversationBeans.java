package dev.taskhub.claude.conversation;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean {@code conversations}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConversationSettings.class)
class ConversationBeans {

    @Bean
    Conversations conversations(ConversationSettings settings) {
        return new Conversations(ConversationRulesFile.read(settings.file()));
    }
}
