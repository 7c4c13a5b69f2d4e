package dev.taskhub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/**
 * Keeps what a remote holds across restarts, as the newest value of each key. Writing a key again is harmless, so a remote
 * appends a whole record whenever it changes, under its own lock and before it answers. Without the property {@code
 * taskhub.sandbox.data} it keeps nothing and replays nothing.
 */
public interface SandboxJournal {

    /**
     * Keeps {@code value}, any value Jackson can write, under {@code key}; {@code null} forgets the key. What was appended
     * when this returns survives the death of the process.
     */
    void append(String remote, String key, Object value);

    /**
     * Hands every key still held with its value to {@code each}, in the order in which the keys were first appended. A remote
     * calls this once, at start; when nothing is replayed it starts from its seed and appends that.
     */
    void replay(String remote, BiConsumer<String, JsonNode> each);

    /** Forgets all keys of {@code remote}. */
    void clear(String remote);
}
