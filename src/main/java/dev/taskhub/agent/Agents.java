package dev.taskhub.agent;

import java.util.List;
import java.util.Optional;

/**
 * The agents of {@code config/agents.yaml}, in the order of the file.
 *
 * @param fallback the name of the agent that takes what fits nobody
 */
public record Agents(List<Agent> all, String fallback) {

    /** The name as the file spells it of the agent that {@code name} names in whatever case; empty for {@code null}. */
    public Optional<String> named(String name) {
        return names().stream().filter(agent -> agent.equalsIgnoreCase(name)).findFirst();
    }

    public List<String> names() {
        return all.stream().map(Agent::name).toList();
    }
}
