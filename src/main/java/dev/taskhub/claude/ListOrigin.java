package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which agent of which session wrote a list, and by which call.
 *
 * @param agent {@code main}, or the id of a subagent
 * @param toolUseId {@code null} when the file does not say
 */
record ListOrigin(String session, String agent, String toolUseId) {

    private static final String MAIN = "main";
    private static final int MAX_LENGTH = 200;
    private static final Pattern FOLDERS = Pattern.compile(".*[/\\\\]", Pattern.DOTALL);
    private static final Pattern EXTENSION = Pattern.compile("(?<=.)\\.[^.]*$");
    private static final Pattern OLD_NAME = Pattern.compile("(.+)-agent-(.+)", Pattern.DOTALL);

    /** @throws InvalidTodoFile when neither the document nor the file's name tells the session */
    static ListOrigin of(JsonNode document, String fileName) {
        String session = text(document, "session_id");
        String agent = text(document, "agent_id");
        String toolUseId = text(document, "tool_use_id");
        var named = named(fileName);
        if (session == null) {
            if (named == null) {
                throw new InvalidTodoFile(
                        "nothing tells the session", "Give session_id, or name the file after the session.");
            }
            return new ListOrigin(named.session, agent == null ? named.agent : agent, toolUseId);
        }
        return new ListOrigin(session, agent == null ? MAIN : agent, toolUseId);
    }

    /** What the name says: Claude Code called its files {@code <session>-agent-<agent>}, both equal for the main agent. */
    private static ListOrigin named(String fileName) {
        if (fileName == null || fileName.isBlank()) {
            return null;
        }
        String name =
                EXTENSION.matcher(FOLDERS.matcher(fileName).replaceFirst("")).replaceFirst("");
        Matcher old = OLD_NAME.matcher(name);
        if (!old.matches()) {
            return new ListOrigin(name, MAIN, null);
        }
        String session = old.group(1);
        return new ListOrigin(session, old.group(2).equals(session) ? MAIN : old.group(2), null);
    }

    private static String text(JsonNode document, String name) {
        JsonNode value = document.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String fault = JsonText.fault(value, MAX_LENGTH);
        if (fault != null) {
            throw new InvalidTodoFile(name + " " + fault, "Give it as Claude Code writes it, or leave it out.");
        }
        return value.textValue().isBlank() ? null : value.textValue();
    }
}
