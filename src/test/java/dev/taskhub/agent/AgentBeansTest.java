package dev.taskhub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.taskhub.plan.Breakdown;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AgentBeansTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(AgentBeans.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(Breakdown.class, () -> mock());

    @Test
    void theNamesThatRoutesUseAreThere() {
        context.run(started -> {
            assertThat(started.getBean("agentSkills")).isInstanceOf(AgentSkills.class);
            assertThat(started.getBean("agentInboxes")).isInstanceOf(AgentInboxes.class);
            assertThat(started.getBean(AgentSettings.class))
                    .isEqualTo(new AgentSettings(Path.of("config/agents.yaml"), Path.of("agents")));
        });
    }

    @Test
    void aWrongFileStopsTheStart() {
        context.withPropertyValues("taskhub.agent.file=pom.xml")
                .run(started -> assertThat(started.getStartupFailure()).hasStackTraceContaining("pom.xml line "));
    }
}
