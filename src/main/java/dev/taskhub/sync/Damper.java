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

    /** Of the values only the hashes, for a value may be long: two that share one would at worst be asked about. */
    private record Flips(int before, int after, String system, int count, long since) {}

    private final Clock clock;
    private final int limit;
    private final long windowMillis;

    /** Those that changed last come last. */
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
        long now = clock.millis();
        forgetBefore(now - windowMillis);
        var key = new Key(taskId, field);
        int from = Objects.hashCode(before);
        int to = Objects.hashCode(after);
        Flips last = recent.remove(key);
        boolean flip = last != null
                && now - last.since() <= windowMillis
                && from == last.after()
                && to == last.before()
                && !system.equals(last.system());
        int count = flip ? last.count() + 1 : 0;
        if (count >= limit) {
            return true;
        }
        recent.put(key, new Flips(from, to, system, count, flip ? last.since() : now));
        return false;
    }

    synchronized int remembered() {
        return recent.size();
    }

    private void forgetBefore(long time) {
        var oldest = recent.values().iterator();
        while (oldest.hasNext() && oldest.next().since() < time) {
            oldest.remove();
        }
    }
}
