package dev.taskhub.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Watches how a long queue of tasks goes out, so that its progress shows; a short one is not worth a word. */
@Component("sendingProgress")
public class SendingProgress {

    /** A queue of so many tasks takes a remote longer than a person waits without asking. */
    static final long LONG_QUEUE = 100;

    private final Outbox outbox;
    private final Progress progress;
    private final Map<String, Long> settledBefore = new HashMap<>();

    SendingProgress(Outbox outbox, Progress progress) {
        this.outbox = outbox;
        this.progress = progress;
    }

    /** Takes note of how far each queue has come; to be called every few seconds. */
    public synchronized void look() {
        Map<String, Long> waiting = outbox.waiting();
        Map<String, Long> settled = outbox.settled();
        Set<String> systems = new TreeSet<>(waiting.keySet());
        systems.addAll(settledBefore.keySet());
        systems.remove(Sync.AGENTS);
        systems.forEach(system -> look(system, waiting.getOrDefault(system, 0L), settled.getOrDefault(system, 0L)));
    }

    private void look(String system, long waiting, long settled) {
        String work = "sending to " + system;
        if (waiting >= LONG_QUEUE && settledBefore.putIfAbsent(system, settled) == null) {
            progress.begin(work, 0);
        }
        if (settledBefore.containsKey(system)) {
            progress.reached(work, settled - settledBefore.get(system), waiting);
        }
        if (waiting == 0) {
            settledBefore.remove(system);
        }
    }
}
