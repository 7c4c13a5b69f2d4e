package dev.taskhub.agent;

import dev.taskhub.plan.Breakdown;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that routes call: {@code agentSkills} and {@code agentInboxes}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgentSettings.class)
class AgentBeans {

    @Bean
    Agents agents(AgentSettings settings) {
        return AgentsFile.read(settings.file());
    }

    @Bean
    AgentSkills agentSkills(Agents agents) {
        return new AgentSkills(agents);
    }

    @Bean
    AgentInboxes agentInboxes(AgentSettings settings, Agents agents, Breakdown breakdown, Clock clock) {
        return new AgentInboxes(settings.inboxes(), agents.names(), breakdown::places, clock);
    }
}
