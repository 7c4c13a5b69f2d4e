package dev.taskhub.claude.conversation;

/**
 * A piece of work that a turn names and does not do: something to propose, not to create. Holds no secrets.
 *
 * @param title one line, at most 200 characters
 * @param why the rule that found it, in words for people
 * @param saidBy who named it
 * @param priority {@code low}, {@code medium}, {@code high} or {@code urgent}; a guess
 * @param category one of the rules' categories; a guess
 * @param confidence how far the rule is to be trusted, from 0 to 1
 */
public record FoundTask(
        String title, String why, Speaker saidBy, String priority, String category, double confidence) {}
