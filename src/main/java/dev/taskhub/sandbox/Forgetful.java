package dev.taskhub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/** Keeps nothing. */
final class Forgetful implements SandboxJournal {

    @Override
    public void append(String remote, String key, Object value) {}

    @Override
    public void replay(String remote, BiConsumer<String, JsonNode> each) {}

    @Override
    public void clear(String remote) {}
}
