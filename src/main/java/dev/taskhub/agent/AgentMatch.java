package dev.taskhub.agent;

import java.util.List;

/**
 * Who a task was given to, and why.
 *
 * @param score the agent's points; 0 when nothing fitted and the fallback took it
 * @param matchedWords the words and phrases of the task that told it, in lower case, in order of appearance
 * @param reason one sentence for people
 */
public record AgentMatch(String taskId, String agent, int score, List<String> matchedWords, String reason) {}
