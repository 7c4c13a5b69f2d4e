package dev.taskhub.claude.conversation;

/**
 * What a person wrote, and the last message that Claude Code answered with.
 *
 * @param prompt empty where it is not known
 * @param answer empty where it is not known
 */
public record Turn(String prompt, String answer) {

    public Turn {
        prompt = prompt == null ? "" : prompt;
        answer = answer == null ? "" : answer;
    }
}
