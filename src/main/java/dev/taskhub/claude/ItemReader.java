package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads one item of a JSON list and collects all that is wrong with it. */
final class ItemReader {

    private static final List<String> STATUSES = List.of("pending", "in_progress", "completed");
    private static final List<String> PRIORITIES = List.of("high", "medium", "low");
    private static final int MAX_ID_LENGTH = 200;

    private final JsonNode node;
    private final int maxContentLength;
    private final List<String> faults = new ArrayList<>();

    ItemReader(JsonNode node, int maxContentLength) {
        this.node = node;
        this.maxContentLength = maxContentLength;
    }

    /**
     * Adds the item to {@code items}, or one line that names it and its faults to {@code problems}.
     *
     * @param number the item's place in the list, from 1
     */
    void read(int number, List<TodoItem> items, List<String> problems) {
        if (node.isObject()) {
            var item = new TodoItem(
                    number,
                    id(),
                    required("content", text("content")),
                    required("status", choice("status", STATUSES)),
                    text("activeForm"),
                    choice("priority", PRIORITIES));
            if (faults.isEmpty()) {
                items.add(item);
                return;
            }
        } else {
            faults.add("is " + JsonText.kind(node) + ", not an object with content and status");
        }
        problems.add("todo " + number + ": " + String.join("; ", faults));
    }

    /** The text of a property without the blanks around it, or {@code null} when it says nothing or is faulty. */
    private String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String fault = JsonText.fault(value, maxContentLength);
        if (fault != null) {
            faults.add(name + " " + fault);
            return null;
        }
        String text = value.textValue().strip();
        return text.isEmpty() ? null : text;
    }

    private String choice(String name, List<String> allowed) {
        String value = text(name);
        if (value != null && !allowed.contains(value)) {
            faults.add(name + " " + JsonText.quoted(value) + " is not one of " + String.join(", ", allowed));
        }
        return value;
    }

    private String required(String name, String value) {
        JsonNode node = this.node.path(name);
        if (node.isMissingNode() || node.isNull()) {
            faults.add(name + " is missing");
        } else if (value == null && node.isTextual() && node.textValue().isBlank()) {
            faults.add(name + " is empty");
        }
        return value;
    }

    /** Old lists wrote it as text or as a number; anything else is a stranger's property of the same name. */
    private String id() {
        JsonNode value = node.path("id");
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().bitLength() < Long.SIZE ? value.asText() : null;
        }
        boolean usable = JsonText.fault(value, MAX_ID_LENGTH) == null
                && !value.textValue().isBlank();
        return usable ? value.textValue() : null;
    }
}
