package dev.taskhub.plan;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.mapping.PlanTable.Row;
import dev.taskhub.sync.ChangeListener;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Remote;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.SyncSettings;
import dev.taskhub.sync.TaskChange;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import dev.taskhub.task.TaskStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The task list with what stands above it, on a database, and a clock that stands still unless a test moves it. */
final class PlanHub implements AutoCloseable {

    static final String BASE = "app1";
    static final String ROWS = "hub.test";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");
    private boolean imported;

    PlanHub(Database database) {
        context.registerBean("clock", Clock.class, Moving::new);
        context.registerBean("dataSource", DataSource.class, database::open);
        context.registerBean(DataSourceProperties.class, () -> {
            var properties = new DataSourceProperties();
            properties.setUrl(database.url());
            return properties;
        });
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(context.getBean(JdbcTemplate.class)));
        context.registerBean(Mappings.class, () -> Mappings.read(Path.of("config")));
        context.registerBean(SyncSettings.class, PlanHub::settings);
        context.registerBean(DryRunSettings.class, () -> new DryRunSettings(false));
        context.registerBean("airtableRemote", Remote.class, () -> new Remote("airtable", BASE));
        context.registerBean("convexRemote", Remote.class, () -> new Remote("convex", ROWS));
        context.registerBean("airtableListing", FirstListing.class, () -> listing("airtable"));
        context.registerBean("convexListing", FirstListing.class, () -> listing("convex"));
        context.registerBean(ChangeListener.class, () -> () -> {});
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
        context.scan("dev.taskhub.sync", "dev.taskhub.task", "dev.taskhub.store", "dev.taskhub.plan");
        context.refresh();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Empties the store; the hub has met nobody yet. */
    void clear() {
        for (String table : List.of("plan_part", "task", "task_event", "link", "outbox", "conflict", "position")) {
            bean(JdbcTemplate.class).update("DELETE FROM " + table);
        }
        imported = false;
    }

    void meet() {
        imported = true;
        bean(FirstContact.class).look();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A follower that begins now, as at a start of the hub. */
    PlanFollower follower() {
        return new PlanFollower(
                bean(Breakdown.class), bean(FirstContact.class), bean(Sync.class), bean(JdbcClient.class));
    }

    /** Reads a whole base: two plans, a phase in each and stages of these names, in the phases given. */
    void read(Part... parts) {
        var byLevel =
                Arrays.stream(parts).collect(Collectors.groupingBy(Part::level, TreeMap::new, Collectors.toList()));
        var seen = new HashMap<Level, Set<String>>();
        for (Level level : Level.values()) {
            List<Part> page = byLevel.getOrDefault(level, List.of());
            bean(PlanReading.class).accept("airtable", BASE, level, page);
            seen.put(level, page.stream().map(Part::id).collect(Collectors.toSet()));
        }
        bean(PlanReading.class).finish("airtable", BASE, seen);
    }

    static Part plan(String id, String name) {
        return part(Level.PLAN, id, name, null);
    }

    static Part phase(String id, String name, String plan) {
        return part(Level.PHASE, id, name, plan);
    }

    static Part stage(String id, String name, String above) {
        return part(Level.STAGE, id, name, above);
    }

    private static Part part(Level level, String id, String name, String parent) {
        return new Part(id, level, new Row(name, null, null, parent, null), Instant.EPOCH);
    }

    /** AirTable shows a record in this stage, or in none. */
    Task record(String id, String stage) {
        pass(Duration.ofSeconds(1));
        Map<String, Object> item = new HashMap<>(Map.of("name", "Task " + id, "status", "Pending"));
        if (stage != null) {
            item.put("stage", List.of(stage));
        }
        accept("airtable", BASE, id, item);
        return task("airtable", id);
    }

    /** Convex shows a row with this project, or with none. */
    Task row(String id, String project) {
        pass(Duration.ofSeconds(1));
        Map<String, Object> item = new HashMap<>(Map.of("title", "Task " + id, "status", "todo"));
        if (project != null) {
            item.put("projectId", project);
        }
        accept("convex", ROWS, id, item);
        return task("convex", id);
    }

    private void accept(String system, String container, String id, Map<String, Object> item) {
        String version = Long.toString(now.toEpochMilli());
        bean(Sync.class)
                .accept(List.of(new ItemChange(
                        system, container, id, null, ItemChange.Type.WHOLE, item, version, now, "mira", null)));
    }

    /** The task of this item. */
    Task task(String system, String id) {
        String taskId = bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT task_id FROM link WHERE system = ? AND external_id = ?", String.class, system, id);
        return bean(TaskStore.class).find(taskId).orElseThrow();
    }

    static String project(Task task) {
        return (String) task.value(TaskField.PROJECT_ID);
    }

    /** Takes what waits for the agents' follower, and settles it. */
    List<Task> told() {
        List<TaskChange> changes = bean(Sync.class).claimChanges(Sync.AGENTS, 10_000);
        bean(Sync.class).followed(Sync.AGENTS, changes);
        return changes.stream().map(TaskChange::task).toList();
    }

    @Override
    public void close() {
        context.close();
    }

    private FirstListing listing(String system) {
        return new FirstListing() {
            @Override
            public String system() {
                return system;
            }

            @Override
            public boolean hasImported() {
                return imported;
            }
        };
    }

    private static SyncSettings settings() {
        return new SyncSettings(
                Map.of(),
                List.of("airtable", "convex", "claude", "hub"),
                Duration.ofSeconds(60),
                Map.of(),
                3,
                Duration.ofMinutes(10),
                true);
    }

    private final class Moving extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
