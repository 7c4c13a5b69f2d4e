package dev.taskhub.claude;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event that Claude Code told a hook of, with where and when the hook fired. */
public final class HookEvent {

    private static final int MAX_ID = 200;
    // Where the door writes down what the headers said, so that the event stays one document.
    private static final String DOOR = "taskhub";
    // Half a surrogate pair has no UTF-8 form; escaped it passes, and is refused where it is read.
    private static final JsonMapper WRITER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final ObjectNode json;
    private final HookOrigin origin;

    private HookEvent(ObjectNode json, HookOrigin origin) {
        this.json = json;
        this.origin = origin;
    }

    /**
     * An event as it arrives.
     *
     * @param headers by their names in lower case; see {@link HookOrigin}
     * @throws InvalidTodoFile when {@code body} is no JSON object, or no event of a hook
     */
    static HookEvent arriving(byte[] body, Map<String, String> headers, Instant now) {
        return new HookEvent(parse(body), HookOrigin.of(headers, now));
    }

    /** An event that {@link #stored} wrote; one kept before events were written so came when it was received. */
    static HookEvent stored(String text, Instant receivedAt) {
        ObjectNode json = parse(text.getBytes(StandardCharsets.UTF_8));
        JsonNode door = json.path(DOOR);
        return new HookEvent(
                json,
                new HookOrigin(
                        door.path("taskList").textValue(),
                        door.path("at").canConvertToLong()
                                ? Instant.ofEpochMilli(door.path("at").longValue())
                                : receivedAt,
                        door.path("spooled").booleanValue(),
                        door.path("repository").textValue(),
                        door.path("branch").textValue(),
                        door.path("agent").textValue()));
    }

    private static ObjectNode parse(byte[] body) {
        JsonNode document = JsonText.parse(body);
        if (!(document instanceof ObjectNode event)
                || !document.path("hook_event_name").isTextual()) {
            throw new InvalidTodoFile(
                    "the body has no hook_event_name", "Send the JSON that Claude Code gives to a hook, unchanged.");
        }
        return event;
    }

    /** The event as JSON, with its origin in the property {@code taskhub}. */
    public String stored() {
        ObjectNode document = json.deepCopy();
        document.putObject(DOOR)
                .put("at", origin.at().toEpochMilli())
                .put("taskList", origin.taskList())
                .put("spooled", origin.spooled())
                .put("repository", origin.repository())
                .put("branch", origin.branch())
                .put("agent", origin.agent());
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read could not be written", e);
        }
    }

    /** This event with another text in one of its properties. */
    HookEvent with(String property, String text) {
        return new HookEvent(json.deepCopy().put(property, text), origin);
    }

    HookOrigin origin() {
        return origin;
    }

    ObjectNode json() {
        return json;
    }

    /** The name of the event: {@code PostToolUse}. */
    public String name() {
        return json.path("hook_event_name").textValue();
    }

    /** Whether the event is that a tool was called. */
    boolean isCalled(String... tools) {
        return name().equals("PostToolUse") && isOf(tools);
    }

    boolean isOf(String... tools) {
        return List.of(tools).contains(json.path("tool_name").asText());
    }

    /** @throws InvalidTodoFile when the event does not say */
    String session() {
        return required("session_id");
    }

    String required(String property) {
        String value = id(json.path(property));
        if (value == null) {
            throw new InvalidTodoFile(
                    property + " is missing, or no id", "Send the JSON that Claude Code gives to a hook, unchanged.");
        }
        return value;
    }

    /** The call of a tool that the event tells of, unique in its session, or {@code null}. */
    String toolUseId() {
        return id(json.path("tool_use_id"));
    }

    /** What is asked for again under the same key is the same; {@code null} when the event is of no call. */
    String callKey() {
        return toolUseId() == null ? null : session() + ":" + toolUseId();
    }

    /** Tells a prompt or a command from all others of its session, or {@code null}. */
    public String promptKey() {
        String prompt = id(json.path("prompt_id"));
        return prompt == null ? null : session() + ":" + prompt;
    }

    /** The text of a property, {@code ""} when it has none. */
    public String text(String property) {
        return json.path(property).asText("");
    }

    /** The text of a property that every store can hold, or {@code null}. */
    String plain(String property, int maxLength) {
        JsonNode value = json.path(property);
        return JsonText.fault(value, maxLength) != null || value.textValue().isBlank() ? null : value.textValue();
    }

    /** An id as Claude Code writes it, as text or as a number; {@code null} when it is none. */
    static String id(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().bitLength() < Long.SIZE ? value.asText() : null;
        }
        return JsonText.fault(value, MAX_ID) != null || value.textValue().isBlank()
                ? null
                : value.textValue().strip();
    }
}
