package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the list of todos in a JSON document of one of the known shapes. */
final class TodoDocument {

    private static final String EXPECTED =
            "Drop a bare list of todos, {\"todos\": [...]}, or what a PostToolUse hook is told of TodoWrite.";
    // The newest place first; tool_response repeats the list and serves when a hook has cut the input off.
    private static final List<List<String>> PLACES =
            List.of(List.of("tool_input", "todos"), List.of("todos"), List.of("tool_response", "newTodos"));
    private static final int SHOWN_KEYS = 20;

    private TodoDocument() {}

    /** @throws InvalidTodoFile when there is none, saying what is there instead */
    static JsonNode todos(JsonNode document) {
        if (document.isArray()) {
            return document;
        }
        if (!document.isObject()) {
            throw new InvalidTodoFile("no todo list in the file: it holds " + JsonText.kind(document), EXPECTED);
        }
        requireTodoWrite(document);
        for (List<String> place : PLACES) {
            JsonNode node = document;
            for (String name : place) {
                node = node.path(name);
            }
            if (node.isArray()) {
                return node;
            }
            if (!node.isMissingNode() && !node.isNull()) {
                throw new InvalidTodoFile(
                        String.join(".", place) + " is " + JsonText.kind(node) + ", not a list", EXPECTED);
            }
        }
        throw new InvalidTodoFile("no todo list in the file: " + keys(document), EXPECTED);
    }

    private static void requireTodoWrite(JsonNode document) {
        String tool = document.path("tool_name").asText("TodoWrite");
        if (!tool.equals("TodoWrite")) {
            String remedy = tool.startsWith("Task")
                    ? "The Task tools tell of one task at a time; only the whole lists of TodoWrite are read from files."
                    : EXPECTED;
            throw new InvalidTodoFile("tool_name is " + JsonText.quoted(tool) + ", not TodoWrite", remedy);
        }
        String event = document.path("hook_event_name").asText("PostToolUse");
        if (!event.equals("PostToolUse")) {
            throw new InvalidTodoFile(
                    "hook_event_name is " + JsonText.quoted(event) + ", not PostToolUse",
                    "Only PostToolUse tells of a list that was really written.");
        }
    }

    private static String keys(JsonNode document) {
        if (document.isEmpty()) {
            return "it holds an empty object";
        }
        String shown = document.properties().stream()
                .limit(SHOWN_KEYS)
                .map(property -> JsonText.quoted(property.getKey()))
                .collect(Collectors.joining(", "));
        String more = document.size() > SHOWN_KEYS ? " and " + (document.size() - SHOWN_KEYS) + " more" : "";
        return "its keys are " + shown + more;
    }
}
