package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Reads a todo list of Claude Code in every shape it was ever written in: the bare list of the old files, the input of
 * a TodoWrite call ({@code {"todos": [...]}}), and what a PostToolUse hook is told of such a call.
 */
@Component
@EnableConfigurationProperties(ClaudeSettings.class)
public final class TodoLists {

    private final ClaudeSettings settings;

    public TodoLists(ClaudeSettings settings) {
        this.settings = settings;
    }

    /**
     * The list that {@code file} holds. Items that cannot be taken are named in {@link TodoList#problems()}. Closes
     * {@code file}.
     *
     * @param fileName tells session and agent where the file does not: {@code <session>-agent-<agent>.json}, else the
     *     name without its extension is the session; may be {@code null}
     * @throws InvalidTodoFile when no list can be read, with the exact reason and place
     * @throws IOException when the file cannot be read now; a later try may succeed
     */
    public TodoList read(InputStream file, String fileName) throws IOException {
        return read(JsonText.parse(bytes(file)), fileName);
    }

    /** As {@link #read(InputStream, String)}, of what a hook was told. */
    TodoList read(HookEvent event) {
        return read(event.json(), null);
    }

    private TodoList read(JsonNode document, String fileName) {
        JsonNode todos = TodoDocument.todos(document);
        if (todos.size() > settings.maxItems()) {
            throw new InvalidTodoFile(
                    count(
                            "the list has %,d items, more than the %,d allowed (taskhub.claude.max-items)",
                            todos.size(), settings.maxItems()),
                    "Split the list over several sessions or raise the limit.");
        }
        var origin = ListOrigin.of(document, fileName);
        var items = new ArrayList<TodoItem>();
        var problems = new ArrayList<String>();
        for (int i = 0; i < todos.size(); i++) {
            new ItemReader(todos.get(i), settings.maxContentLength()).read(i + 1, items, problems);
        }
        return new TodoList(origin.session(), origin.agent(), origin.toolUseId(), items, problems);
    }

    /**
     * Does nothing for a list without problems; call it once the good items are taken.
     *
     * @throws PartlyRejected when some items could not be taken, naming each
     */
    public void requireWhole(TodoList list) {
        if (!list.isWhole()) {
            throw new PartlyRejected(list);
        }
    }

    private byte[] bytes(InputStream file) throws IOException {
        try (file) {
            int limit = Math.toIntExact(settings.maxFileSize().toBytes());
            byte[] bytes = file.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new InvalidTodoFile(
                        count("the file has more than the %,d bytes allowed (taskhub.claude.max-file-size)", limit),
                        "A todo list is far smaller: check that it is the right file, or raise the limit.");
            }
            return bytes;
        }
    }

    private static String count(String message, Object... numbers) {
        return String.format(Locale.ROOT, message, numbers);
    }
}
