package dev.taskhub.agent;

import java.util.List;

/**
 * The agents of {@code config/agents.yaml}, in the order of the file.
 *
 * @param fallback the name of the agent that takes what fits nobody
 */
public record Agents(List<Agent> all, String fallback) {

    public List<String> names() {
        return all.stream().map(Agent::name).toList();
    }
}
