package dev.taskhub.claude;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where and when a hook fired, as the headers beside its event say. They are hints: what cannot be meant is passed over.
 *
 * @param taskList the name of the task list that the session shares with others, or {@code null}
 * @param at when the hook fired, never later than it arrived
 * @param spooled whether the event was kept back while the hub was away, so that nobody waits for what it answers
 * @param repository {@code null} when it is not told, like the next two
 * @param agent whom the session works as
 */
record HookOrigin(String taskList, Instant at, boolean spooled, String repository, String branch, String agent) {

    private static final int MAX_LENGTH = 500;
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * @param headers by their names in lower case
     * @param arrived by the hub's clock, which a hook's own is not trusted beyond
     */
    static HookOrigin of(Map<String, String> headers, Instant arrived) {
        String agent = text(headers.get("x-agent"));
        return new HookOrigin(
                text(headers.get("x-task-list")),
                firedAt(headers.get("x-hook-time"), arrived),
                "true".equalsIgnoreCase(text(headers.get("x-spooled"))),
                text(headers.get("x-repository")),
                text(headers.get("x-branch")),
                agent == null || !AGENT.matcher(agent).matches() ? null : agent);
    }

    private static Instant firedAt(String header, Instant arrived) {
        String text = text(header);
        if (text == null) {
            return arrived;
        }
        try {
            Instant told =
                    MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
            return told.isAfter(arrived) ? arrived : told;
        } catch (DateTimeParseException e) {
            return arrived;
        }
    }

    private static String text(String header) {
        if (header == null || header.isBlank() || header.length() > MAX_LENGTH) {
            return null;
        }
        return UNUSABLE.matcher(header).find() ? null : header.strip();
    }
}
