package dev.taskhub.agent;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where agents are declared and where their inboxes stand.
 *
 * @param file the agents and their skills
 * @param inboxes the folder that holds {@code <AGENT>/inbox/}
 */
@ConfigurationProperties("taskhub.agent")
public record AgentSettings(@DefaultValue("config/agents.yaml") Path file, @DefaultValue("agents") Path inboxes) {}
