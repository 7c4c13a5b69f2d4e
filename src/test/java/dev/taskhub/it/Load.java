package dev.taskhub.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** What comes in at all doors at once, with a note of what was acknowledged. */
final class Load {

    private static final int SENDERS = 3;
    private static final int FILES = 25;

    /** Titles of tasks that a signed message told of: all that were sent, and those answered with 204. */
    final Collection<String> sent = new ConcurrentLinkedQueue<>();

    final Collection<String> told = new ConcurrentLinkedQueue<>();

    /** Titles of tasks in files that lie in the inbox. */
    final Collection<String> dropped = new ConcurrentLinkedQueue<>();

    /** By the task's title the last description that AirTable took. */
    final Map<String, String> edits = new ConcurrentHashMap<>();

    private final Doors doors;
    private final Remotes remotes;
    private final Duration pause;
    private final List<CompletableFuture<Void>> workers = new ArrayList<>();
    private volatile boolean going;
    private int round;

    /** @param pause how long each of those who write waits after each thing written */
    Load(Doors doors, Remotes remotes, Duration pause) {
        this.doors = doors;
        this.remotes = remotes;
        this.pause = pause;
    }

    void begin() {
        going = true;
        round++;
        for (int sender = 0; sender < SENDERS; sender++) {
            int number = sender;
            workers.add(CompletableFuture.runAsync(() -> post(number)));
        }
        workers.add(CompletableFuture.runAsync(this::drop));
        workers.add(CompletableFuture.runAsync(this::edit));
    }

    void end() {
        going = false;
        workers.forEach(CompletableFuture::join);
        workers.clear();
    }

    private void post(int sender) {
        for (int i = 0; going; i++) {
            String title = "told " + round + "-" + sender + "-" + i;
            // no record of this id is in AirTable, so only the message brings the task
            String id = String.format("recTold%02d%02d%06d", round, sender, i);
            sent.add(title);
            try {
                var task = Map.<String, Object>of("id", id, "name", title, "status", "Pending", "assigned_to", "CE");
                if (doors.post("task.created", task) == 204) {
                    told.add(title);
                }
                rest();
            } catch (IOException killed) {
                return;
            }
        }
    }

    private void drop() {
        for (int i = 0; going && i < FILES; i++) {
            String title = "dropped " + round + "-" + i;
            doors.drop(
                    "dropped-" + round + "-" + i + ".json",
                    Remotes.text(List.of(Map.of("content", title, "status", "pending")))
                            .getBytes(StandardCharsets.UTF_8));
            dropped.add(title);
            rest();
        }
    }

    private void rest() {
        LockSupport.parkNanos(pause.toNanos());
    }

    private void edit() {
        var records = remotes.records().subList(0, 10);
        for (int i = 0; going; i++) {
            JsonNode record = records.get(i % records.size());
            String text = "edit " + round + "-" + i;
            remotes.edit(record.get("id").asText(), Map.of("description", text));
            edits.put(record.at("/fields/name").asText(), text);
            rest();
        }
    }
}
