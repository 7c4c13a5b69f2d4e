package dev.taskhub.mcp;

import dev.taskhub.claude.AppliedCalls;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out a call once, however often it is told: a repetition gets the answer of the first. That a call was carried out is
 * kept with what it did, its answer in memory alone.
 */
@Component
class RepeatedCalls {

    private static final int ANSWERS_KEPT = 1_000;

    private final AppliedCalls calls;
    private final TransactionTemplate transaction;
    private final Map<String, Map<String, Object>> answers = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > ANSWERS_KEPT;
        }
    });

    /** The same call at the same time waits for its answer. */
    private final Object[] turns = Stream.generate(Object::new).limit(64).toArray();

    RepeatedCalls(AppliedCalls calls, TransactionTemplate transaction) {
        this.calls = calls;
        this.transaction = transaction;
    }

    /**
     * The answer of {@code work}, or that of an earlier call with the same key.
     *
     * @param key {@code null} when the caller does not tell its calls apart
     * @throws IllegalArgumentException when the call was carried out, and its answer is not known any more
     */
    Map<String, Object> once(String key, Supplier<Map<String, Object>> work) {
        if (key == null) {
            return work.get();
        }
        synchronized (turns[Math.floorMod(key.hashCode(), turns.length)]) {
            Map<String, Object> before = answers.get(key);
            if (before != null) {
                return before;
            }
            Map<String, Object> answer = transaction.execute(status -> calls.isNew(key) ? work.get() : null);
            if (answer == null) {
                throw new IllegalArgumentException(
                        "this call was carried out before, and its answer is gone: get_task or list_tasks shows what it did");
            }
            answers.put(key, answer);
            return answer;
        }
    }
}
