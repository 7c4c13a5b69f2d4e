package dev.taskhub.sync;

import dev.taskhub.task.TaskField;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Notices a field that two systems flip back and forth. One person who changes their mind does so in one system; a value
 * that keeps returning through alternating systems is a loop.
 */
@Component
class Damper {

    private static final int REMEMBERED = 10_000;

    private record Key(String taskId, TaskField field) {}

    private record Flips(Object before, Object after, String system, int count, long since) {}

    private final Clock clock;
    private final int limit;
    private final long windowMillis;
    private final Map<Key, Flips> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Flips> eldest) {
            return size() > REMEMBERED;
        }
    };

    Damper(Clock clock, SyncSettings settings) {
        this.clock = clock;
        this.limit = settings.damperFlips();
        this.windowMillis = settings.damperWindow().toMillis();
    }

    /** Whether this change makes the field flip once too often within the window; the count then starts anew. */
    synchronized boolean isLoop(String taskId, TaskField field, Object before, Object after, String system) {
        var key = new Key(taskId, field);
        Flips last = recent.get(key);
        long now = clock.millis();
        boolean flip = last != null
                && now - last.since() <= windowMillis
                && Objects.equals(before, last.after())
                && Objects.equals(after, last.before())
                && !system.equals(last.system());
        int count = flip ? last.count() + 1 : 0;
        if (count >= limit) {
            recent.remove(key);
            return true;
        }
        recent.put(key, new Flips(before, after, system, count, flip ? last.since() : now));
        return false;
    }
}
