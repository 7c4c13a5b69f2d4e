package dev.taskhub.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one use of the Task tools did to one item of a task list.
 *
 * @param list the task list: the name that sessions share, or the session
 * @param id the item's id in the list
 * @param hubId the task it is to be, by id or alias, or {@code null}
 * @param columns what is said of the item, as Claude writes it
 * @param owner as Claude writes it, or {@code null}
 * @param blocks ids of items that wait for this one
 * @param blockedBy ids of items that this one waits for
 */
record TaskCall(
        Kind kind,
        String list,
        String id,
        String hubId,
        Map<String, Object> columns,
        String owner,
        List<String> blocks,
        List<String> blockedBy) {

    /** REFUSED: Claude Code did not make the change. */
    enum Kind {
        CREATED,
        UPDATED,
        DELETED,
        REFUSED
    }

    static final String CREATE = "TaskCreate";
    static final String UPDATE = "TaskUpdate";

    private static final List<String> STATUSES = List.of("pending", "in_progress", "completed");
    private static final String DELETED = "deleted";
    private static final int MOST_IDS = 1000;

    /** Whether the event tells of a change of one item. */
    static boolean isOne(HookEvent event) {
        return event.isCalled(CREATE, UPDATE) || event.name().equals("TaskCompleted");
    }

    /**
     * The change that the event tells of.
     *
     * @param maxLength of a text, in UTF-16 characters
     * @throws InvalidTodoFile when it cannot be meant, saying what is wrong
     */
    static TaskCall of(HookEvent event, int maxLength) {
        return new Reader(event, maxLength).call();
    }

    /** Whether it asked for the item to be completed. */
    boolean isCompletion() {
        return "completed".equals(columns.get("status"));
    }

    private record Reader(HookEvent event, int maxLength) {

        TaskCall call() {
            return event.isCalled(CREATE) ? created() : event.isCalled(UPDATE) ? updated() : completed();
        }

        private TaskCall created() {
            JsonNode input = object("tool_input");
            JsonNode task = object("tool_response").path("task");
            var columns = new LinkedHashMap<String, Object>();
            String subject = text(input, "subject");
            put(columns, "content", subject == null ? text(task, "subject") : subject);
            require(columns.containsKey("content"), "tool_input.subject is missing");
            put(columns, "description", text(input, "description"));
            columns.put("status", STATUSES.get(0));
            return call(Kind.CREATED, id("tool_response.task.id", task.path("id")), input, columns);
        }

        private TaskCall updated() {
            JsonNode input = object("tool_input");
            JsonNode response = object("tool_response");
            // Claude Code mends the two other spellings, but tells its hooks of them as the model wrote them.
            String id = id(
                    "tool_input.taskId",
                    first(input.path("taskId"), input.path("task_id"), input.path("id"), response.path("taskId")));
            var columns = new LinkedHashMap<String, Object>();
            put(columns, "content", text(input, "subject"));
            put(columns, "description", text(input, "description"));
            String status = text(input, "status");
            if (status != null && !status.equals(DELETED)) {
                require(
                        STATUSES.contains(status),
                        "tool_input.status " + JsonText.quoted(status) + " is not one of " + String.join(", ", STATUSES)
                                + ", " + DELETED);
                columns.put("status", status);
            }
            boolean refused = response.path("success").isBoolean()
                    && !response.path("success").booleanValue();
            if (refused && response.path("error").asText().equals("Task not found")) {
                columns.clear();
            }
            Kind kind = refused ? Kind.REFUSED : DELETED.equals(status) ? Kind.DELETED : Kind.UPDATED;
            return call(kind, id, input, columns);
        }

        private TaskCall completed() {
            var columns = new LinkedHashMap<String, Object>();
            put(columns, "content", text(event.json(), "task_subject"));
            put(columns, "description", text(event.json(), "task_description"));
            columns.put("status", "completed");
            return new TaskCall(
                    Kind.UPDATED, list(), event.required("task_id"), null, columns, null, List.of(), List.of());
        }

        private TaskCall call(Kind kind, String id, JsonNode input, Map<String, Object> columns) {
            return new TaskCall(
                    kind,
                    list(),
                    id,
                    HookEvent.id(input.path("metadata").path("hub_id")),
                    columns,
                    HookEvent.id(input.path("owner")),
                    ids(input, "addBlocks"),
                    ids(input, "addBlockedBy"));
        }

        private String list() {
            String named = event.origin().taskList();
            return named == null ? event.session() : named;
        }

        private JsonNode object(String name) {
            JsonNode value = event.json().path(name);
            require(value.isObject(), name + " is " + JsonText.kind(value) + ", not an object");
            return value;
        }

        private String id(String name, JsonNode value) {
            String id = HookEvent.id(value);
            require(id != null, name + " is missing, or no id");
            return id;
        }

        private String text(JsonNode node, String name) {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            String fault = JsonText.fault(value, maxLength);
            require(fault == null, name + " " + fault);
            String text = value.textValue().strip();
            return text.isEmpty() ? null : text;
        }

        private List<String> ids(JsonNode input, String name) {
            JsonNode values = input.path(name);
            require(values.size() <= MOST_IDS, name + " has more than " + MOST_IDS + " ids");
            var ids = new ArrayList<String>();
            values.forEach(value -> ids.add(id(name, value)));
            return ids;
        }

        private static JsonNode first(JsonNode... nodes) {
            for (JsonNode node : nodes) {
                if (!node.isMissingNode() && !node.isNull()) {
                    return node;
                }
            }
            return nodes[0];
        }

        private static void put(Map<String, Object> columns, String name, String value) {
            if (value != null) {
                columns.put(name, value);
            }
        }

        private static void require(boolean met, String problem) {
            if (!met) {
                throw new InvalidTodoFile(problem, "Send the JSON that Claude Code gives to a hook, unchanged.");
            }
        }
    }
}
