package dev.taskhub.fullstack;

import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.Link;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the fullstack-convex app shows, in short, and the hub's side of it as it is wired. */
final class App {

    static final String CONTAINER = "dev-1.convex.cloud/tasks";
    static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    static final ConvexSettings CONVEX = new ConvexSettings("https://dev-1.convex.cloud", "dev:x|key", "");
    static final FullstackSettings SETTINGS = new FullstackSettings(
            "fullstack",
            Duration.ofSeconds(30),
            new FullstackSettings.ActAs(
                    "https://login.example.org/", "hub", "TaskHub", "hub@example.org", "https://p.example.org"));
    static final FullstackSettings NOBODY =
            new FullstackSettings("fullstack", Duration.ofSeconds(30), new FullstackSettings.ActAs("", "", "", "", ""));
    static final Map<String, Object> SELF = person("u-hub", "TaskHub");
    static final Mappings MAPPINGS = Mappings.read(Path.of("config"), Map.of("convex", "convex-fullstack.yaml"))
            .actingAs("convex", Map.of("name", "TaskHub", "email", "hub@example.org"));
    static final FullstackCalls CALLS = new FullstackCalls();
    static final FullstackTasks TASKS = new FullstackTasks(CONVEX, MAPPINGS, new FullstackPeople(CALLS, MAPPINGS));

    private App() {}

    /** The hub's user, as the app has named it. */
    static FullstackUser user() {
        var user = new FullstackUser(CALLS, SETTINGS, CONVEX);
        user.know(SELF);
        return user;
    }

    /** A task that nobody owns, made at {@link #NOW}. */
    static Map<String, Object> task(String id, double number, String title) {
        var task = new HashMap<String, Object>();
        task.put("id", id);
        task.put("creationTime", NOW.toEpochMilli() + 0.25);
        task.put("number", number);
        task.put("title", title);
        task.put("description", "");
        task.put("status", 0.0);
        task.put("owner", null);
        task.put("comments", List.of());
        task.put("files", List.of());
        return task;
    }

    /** The task with another value in one column. */
    static Map<String, Object> with(Map<String, Object> task, String column, Object value) {
        var changed = new HashMap<>(task);
        changed.put(column, value);
        return changed;
    }

    static Map<String, Object> person(String id, String name) {
        return Map.of("id", id, "name", name, "pictureUrl", "https://p.example.org");
    }

    @SafeVarargs
    static Map<String, Object> page(boolean last, Map<String, Object>... tasks) {
        return Map.of("page", new ArrayList<>(List.of(tasks)), "isDone", last, "continueCursor", "c" + tasks.length);
    }

    /** Tasks k{from} to k{to} with these numbers. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> page(boolean last, int from, int to) {
        return page(
                last,
                Stream.iterate(from, number -> number <= to, number -> number + 1)
                        .map(number -> task("k" + number, number, "Task " + number))
                        .toArray(Map[]::new));
    }

    /** The link of a task that stands there just so. */
    static Link linked(Map<String, Object> task) {
        var base = MAPPINGS.of("convex").normalise(task);
        base.put("number", task.get("number"));
        return link((String) task.get("id"), Link.State.LINKED, base, Map.of(), "1");
    }

    /** The link of a task that was sent to be made, first at {@code since}, and of which nothing was heard. */
    static Link unanswered(String taskId, String title, Instant since) {
        return new Link(
                "convex",
                CONTAINER,
                taskId,
                taskId,
                Link.State.CREATING,
                Map.of(),
                Map.of("title", title),
                FullstackTasks.version(since),
                null);
    }

    static Link link(String id, Link.State state, Map<String, Object> base, Map<String, Object> sent, String version) {
        return new Link("convex", CONTAINER, id, "task-" + id, state, base, sent, version, null);
    }
}
