package dev.taskhub.work;

import dev.taskhub.bench.Latencies;
import dev.taskhub.bench.Machine;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.TestHub;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.work.TaskFilter.Order;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Prints how long agents wait for their next task, lists and searches among 100,000 tasks, and for claims; run by hand. */
final class WorkBenchmark {

    private static final int TASKS = Integer.getInteger("tasks", 100_000);
    private static final int AGENTS = 32;
    private static final int CLAIMED = 1000;

    private static final List<String> VERBS = List.of(
            "Implement", "Review", "Test", "Document", "Deploy", "Refactor", "Measure", "Fix", "Design", "Plan");
    private static final List<String> THINGS = List.of(
            "authentication",
            "billing",
            "search",
            "import",
            "dashboard",
            "webhook",
            "scheduler",
            "export",
            "login",
            "cache",
            "report",
            "invoice",
            "mailer",
            "queue",
            "backup",
            "metrics",
            "alerts",
            "profile",
            "settings",
            "upload");

    private final Random random = new Random(7);
    private final TestHub hub;
    private final WorkDesk work;
    private final TaskSearch search;

    private WorkBenchmark(TestHub hub) {
        this.hub = hub;
        this.work = hub.bean(WorkDesk.class);
        this.search = hub.bean(TaskSearch.class);
    }

    public static void main(String[] arguments) throws Exception {
        Machine.print();
        try (var hub = TestHub.with(Database.sqlite(Files.createTempDirectory("work")), "dev.taskhub.work")) {
            new WorkBenchmark(hub).measure("SQLite");
        }
        try (var hub = TestHub.with(Database.postgres(), "dev.taskhub.work")) {
            new WorkBenchmark(hub).measure("PostgreSQL");
        }
        Machine.print();
        System.exit(0);
    }

    private void measure(String database) throws Exception {
        System.out.printf(Locale.ROOT, "%s, %,d tasks%n", database, TASKS);
        fill();
        time("next task", i -> work.next(agent(i)));
        time("open tasks of an agent", i -> search.list(TaskFilter.openOf(agent(i), 50)));
        time("newest tasks", i -> search.list(list(null, null, Order.NEWEST)));
        time("by rank", i -> search.list(list(null, null, Order.RANK)));
        time("by due date, of a project", i -> search.list(list(null, "project" + i % 50, Order.DUE)));
        time(
                "search, two words",
                i -> search.list(list(VERBS.get(i % 10) + " " + THINGS.get(i % 20), null, Order.NEWEST)));
        time("search, a rare word", i -> search.list(list("number" + i * 37 % TASKS, null, Order.NEWEST)));
        time(
                "search, the beginning of a word",
                i -> search.list(list(THINGS.get(i % 20).substring(0, 4), null, Order.NEWEST)));
        time("search, a word of every task", i -> search.list(list("portal", null, Order.NEWEST)));
        claimAtOnce();
    }

    private void fill() {
        hub.clear();
        long begin = System.nanoTime();
        for (int from = 0; from < TASKS; from += 500) {
            List<Map<TaskField, Object>> tasks = new ArrayList<>();
            for (int i = from; i < Math.min(TASKS, from + 500); i++) {
                tasks.add(task(i));
            }
            hub.sync.create(tasks, "bench");
        }
        System.out.printf(Locale.ROOT, "  filled in %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private Map<TaskField, Object> task(int i) {
        var values = new EnumMap<TaskField, Object>(TaskField.class);
        values.put(TaskField.TITLE, pick(VERBS) + " " + pick(THINGS) + " number" + i);
        values.put(
                TaskField.DESCRIPTION,
                "What there is to do about the " + pick(THINGS) + " of the portal, as people write it");
        values.put(TaskField.STATUS, random.nextInt(10) < 4 ? "todo" : pick(TaskField.STATUS.choices()));
        values.put(TaskField.PRIORITY, pick(TaskField.PRIORITY.choices()));
        values.put(TaskField.PRIORITY_SCORE, random.nextInt(100) / 10.0);
        values.put(TaskField.ASSIGNED_TO, agent(i));
        values.put(TaskField.PROJECT_ID, "project" + random.nextInt(50));
        values.put(
                TaskField.DUE_DATE, Instant.parse("2026-12-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(300))));
        values.put(TaskField.TAGS, List.of(pick(THINGS)));
        return values;
    }

    private static void time(String what, IntConsumer call) {
        IntStream.range(0, 200).forEach(call);
        var latencies = new Latencies();
        for (int i = 0; i < 1000; i++) {
            long begin = System.nanoTime();
            call.accept(i);
            latencies.add(System.nanoTime() - begin);
        }
        System.out.printf(Locale.ROOT, "  %s: %s%n", what, latencies);
    }

    private void claimAtOnce() throws Exception {
        hub.clear();
        var tasks = IntStream.range(0, CLAIMED).mapToObj(this::task).toList();
        tasks.forEach(task -> task.putAll(Map.of(TaskField.STATUS, "todo", TaskField.ASSIGNED_TO, "BA")));
        hub.sync.create(tasks, "bench");
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        var latencies = new Latencies();
        var agents = Executors.newFixedThreadPool(AGENTS);
        long begin = System.nanoTime();
        List<Future<Integer>> counts = IntStream.range(0, AGENTS)
                .mapToObj(i -> agents.submit(() -> claimAll(claimed, latencies)))
                .toList();
        int fewest = Integer.MAX_VALUE;
        int all = 0;
        for (Future<Integer> count : counts) {
            fewest = Math.min(fewest, count.get());
            all += count.get();
        }
        agents.shutdown();
        System.out.printf(
                Locale.ROOT,
                "  %d agents claim %d tasks at once: %d claimed, %d different ones, the slowest agent %d; %.1f s; %s%n",
                AGENTS,
                CLAIMED,
                all,
                claimed.size(),
                fewest,
                (System.nanoTime() - begin) / 1e9,
                latencies);
    }

    private int claimAll(Set<String> claimed, Latencies latencies) {
        for (int count = 0; ; count++) {
            long begin = System.nanoTime();
            var claim = work.claimNext("BA", null);
            latencies.add(System.nanoTime() - begin);
            if (claim.isEmpty()) {
                return count;
            }
            Task task = claim.get().task();
            claimed.add(task.id());
        }
    }

    private static TaskFilter list(String text, String project, Order order) {
        return new TaskFilter(text, List.of(), null, List.of(), project, null, null, null, order, 50, null);
    }

    private static String agent(int i) {
        return List.of("CE", "BA", "MA", "TA").get(i % 4);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
