package dev.taskhub.claude;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taskhub.task.PromisedTasks;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Has each item that is about to be made carry the alias of its task ({@code metadata.hub_id}), which Claude Code keeps with
 * it. The task itself is made when the item was.
 */
@Component
class TaskPromise implements HookAnswer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final PromisedTasks promised;
    private final SessionSettings settings;

    TaskPromise(PromisedTasks promised, SessionSettings settings) {
        this.promised = promised;
        this.settings = settings;
    }

    @Override
    public boolean isFor(HookEvent event) {
        return settings.syncFromTodoWrite()
                && event.name().equals("PreToolUse")
                && event.isOf(TaskCall.CREATE)
                && event.toolUseId() != null;
    }

    /** An item that names its task already, and an input that is none, stay as they are. */
    @Override
    public Map<String, Object> answer(HookEvent event) {
        if (!(event.json().path("tool_input") instanceof ObjectNode input)) {
            return Map.of();
        }
        JsonNode metadata = input.path("metadata");
        boolean free = metadata.isObject() || metadata.isMissingNode() || metadata.isNull();
        if (!free || metadata.hasNonNull("hub_id")) {
            return Map.of();
        }
        ObjectNode updated = input.deepCopy();
        ObjectNode carried = metadata.isObject() ? (ObjectNode) updated.get("metadata") : updated.putObject("metadata");
        carried.put("hub_id", promised.promise(event.callKey()));
        return Map.of(
                "hookSpecificOutput",
                Map.of(
                        "hookEventName",
                        "PreToolUse",
                        "permissionDecision",
                        "allow",
                        "updatedInput",
                        JSON.convertValue(updated, OBJECT)));
    }
}
