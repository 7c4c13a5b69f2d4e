package dev.taskhub.claude.conversation;

/** Whose words they are. */
public enum Speaker {
    /** The person, in the prompt. */
    PROMPT,
    /** Claude Code, in its last message of the turn. */
    ANSWER
}
