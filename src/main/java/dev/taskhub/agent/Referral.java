package dev.taskhub.agent;

/**
 * A task and the agent it suits.
 *
 * @param version the task's version the choice was made on
 * @param agent the agent's name, or {@code null} when the task is not to be assigned
 * @param reason for people: which words spoke for the agent, or why nobody is chosen
 */
public record Referral(String taskId, long version, String agent, String reason) {

    /** Whether the task keeps the assignee it has. */
    public boolean isKept() {
        return agent == null;
    }
}
