package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.sandbox.SandboxJournal;
import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A deployment without seed whose clock stands still, called as the holder of the deploy key. */
final class TestDeployment {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    final ConvexSandbox sandbox;

    TestDeployment() {
        this(new Journal());
    }

    TestDeployment(SandboxJournal journal) {
        sandbox =
                ConvexSandboxSetup.deployment(journal, Clock.fixed(NOW, ZoneOffset.UTC), new CountedIds()::next, false);
    }

    /** Calls {@code function} with {@code args} in JSON, single quotes allowed. */
    Object query(String function, String args) {
        return sandbox.run(Kind.QUERY, function, json(args), new Caller(true, null));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String function, String args) {
        return (Map<String, Object>) sandbox.run(null, function, json(args), new Caller(true, null));
    }

    /** The result of writing one item. */
    Map<String, Object> upsert(String item) {
        return results(map("hubSync:upsertTasks", "{'items': [" + item + "]}")).get(0);
    }

    /** The stored row. */
    @SuppressWarnings("unchecked")
    Map<String, Object> row(String externalId) {
        return ((List<Map<String, Object>>) query("hubSync:getTasks", "{'externalIds': ['" + externalId + "']}"))
                .get(0);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> results(Map<String, Object> value) {
        return (List<Map<String, Object>>) value.get("results");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class CountedIds {

        private int last;

        String next() {
            return "%032d".formatted(++last);
        }
    }

    /** A journal in memory that keeps what it would write, as text. */
    static final class Journal implements SandboxJournal {

        private final Map<String, String> kept = new LinkedHashMap<>();

        @Override
        public void append(String remote, String key, Object value) {
            try {
                kept.put(key, JSON.writeValueAsString(value));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public void replay(String remote, BiConsumer<String, JsonNode> each) {
            kept.forEach((key, value) -> each.accept(key, json(value)));
        }

        @Override
        public void clear(String remote) {
            kept.clear();
        }
    }
}
