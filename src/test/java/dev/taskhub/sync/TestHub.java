package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.store.InboxStore;
import dev.taskhub.task.TaskEvent;
import dev.taskhub.task.TaskStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The task list with its sync rule on a database, as the hub wires it: the shipped mappings, AirTable and Convex as
 * remotes, and a clock that stands still unless a test moves it.
 */
public final class TestHub implements AutoCloseable {

    static final String AIRTABLE = "airtable";
    static final String CONVEX = "convex";
    static final String CLAUDE = "claude";
    static final String BASE = "app1/Tasks";
    static final String ROWS = "hubTasks";
    static final String LIST = "session:main";

    static final SyncSettings SETTINGS = new SyncSettings(
            Map.of(),
            List.of(AIRTABLE, CONVEX, CLAUDE, "hub"),
            Duration.ofSeconds(60),
            Map.of(),
            3,
            Duration.ofMinutes(10),
            true);

    private static final List<String> TABLES = List.of(
            "task",
            "task_dependency",
            "task_request",
            "joined_task",
            "lease",
            "git_commit",
            "task_event",
            "link",
            "held_deletion",
            "outbox",
            "conflict",
            "proposal",
            "parked_message",
            "applied_list",
            "claude_session",
            "claude_list",
            "promised_task",
            "task_proposal",
            "position");

    static {
        // Thousands of provoked failures would fill the log.
        LoggingSystem.get(TestHub.class.getClassLoader()).setLogLevel("dev.taskhub.sync", LogLevel.ERROR);
    }

    public final SetClock clock = new SetClock();
    final Set<String> read = new HashSet<>();
    final AtomicInteger wakeUps = new AtomicInteger();
    final Mappings mappings;
    public final JdbcTemplate jdbc;
    public final TransactionTemplate transaction;
    public final Sync sync;
    public final TaskStore tasks;
    final Links links;
    final Outbox outbox;
    final Pauses pauses;
    final Conflicts conflicts;
    final Parked parked;
    final Positions positions;
    final Deliveries deliveries;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    TestHub(Database database) {
        this(database, SETTINGS);
    }

    TestHub(Database database, SyncSettings settings) {
        this(database, settings, false);
    }

    /** With other mappings than the shipped ones. */
    TestHub(Database database, Mappings mappings) {
        this(database, SETTINGS, false, mappings, Map.of(), List.of());
    }

    TestHub(Database database, SyncSettings settings, boolean dryRun) {
        this(database, settings, dryRun, Mappings.read(Path.of("config")), Map.of(), List.of());
    }

    /** With what works on the task list beside the sync rule. */
    public static TestHub with(Database database, String... packages) {
        return with(database, Map.of(), packages);
    }

    /** As {@link #with(Database, String...)}, with settings that these packages ask for. */
    public static TestHub with(Database database, Map<String, Object> settings, String... packages) {
        return new TestHub(database, SETTINGS, false, Mappings.read(Path.of("config")), settings, List.of(packages));
    }

    private TestHub(
            Database database,
            SyncSettings settings,
            boolean dryRun,
            Mappings mappings,
            Map<String, Object> options,
            List<String> packages) {
        this.mappings = mappings;
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", options));
        context.registerBean("clock", Clock.class, () -> clock);
        context.registerBean("dataSource", DataSource.class, database::open);
        context.registerBean(DataSourceProperties.class, () -> {
            var properties = new DataSourceProperties();
            properties.setUrl(database.url());
            return properties;
        });
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(context.getBean(JdbcTemplate.class)));
        context.registerBean(Mappings.class, () -> mappings);
        context.registerBean(SyncSettings.class, () -> settings);
        context.registerBean(DryRunSettings.class, () -> new DryRunSettings(dryRun));
        context.registerBean("airtableRemote", Remote.class, () -> new Remote(AIRTABLE, BASE));
        context.registerBean("convexRemote", Remote.class, () -> new Remote(CONVEX, ROWS));
        context.registerBean("airtableListing", FirstListing.class, () -> listing(AIRTABLE));
        context.registerBean("convexListing", FirstListing.class, () -> listing(CONVEX));
        context.registerBean(ChangeListener.class, () -> wakeUps::incrementAndGet);
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
        context.scan("dev.taskhub.sync", "dev.taskhub.task", "dev.taskhub.store");
        packages.forEach(context::scan);
        context.refresh();
        if (database.isForOneThread()) {
            bean(Inbox.class).stop();
        }
        jdbc = context.getBean(JdbcTemplate.class);
        transaction = context.getBean(TransactionTemplate.class);
        sync = context.getBean(Sync.class);
        tasks = context.getBean(TaskStore.class);
        links = context.getBean(Links.class);
        outbox = context.getBean(Outbox.class);
        pauses = context.getBean(Pauses.class);
        conflicts = context.getBean(Conflicts.class);
        parked = context.getBean(Parked.class);
        positions = context.getBean(Positions.class);
        deliveries = context.getBean(Deliveries.class);
        bean(Acquaintance.class).make();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Another one of a bean, as a hub that starts on the same store makes it. */
    <T> T startedAnew(Class<T> type) {
        return context.getAutowireCapableBeanFactory().createBean(type);
    }

    /** The events of one task, oldest first. */
    List<TaskEvent> events(String taskId) {
        return EventLog.of(jdbc, taskId);
    }

    Mapping mapping(String system) {
        return mappings.of(system);
    }

    private FirstListing listing(String system) {
        return new FirstListing() {
            @Override
            public String system() {
                return system;
            }

            @Override
            public boolean hasImported() {
                return read.contains(system);
            }
        };
    }

    /** As {@link #clear}, and the hub has met nobody yet. */
    void clearForFirstContact() {
        clear();
        read.clear();
        jdbc.update("DELETE FROM position");
    }

    /** What {@code system} held when the hub met it has been read. */
    void hasRead(String system) {
        read.add(system);
    }

    /** Empties the store; the hub knows both remotes. Time goes on, as the hub's own clock never goes back. */
    public void clear() {
        transaction.executeWithoutResult(status -> {
            TABLES.forEach(table -> jdbc.update("DELETE FROM " + table));
            jdbc.update("UPDATE counter SET value = 0");
        });
        bean(InboxStore.class).jdbc().update("DELETE FROM inbox");
        bean(Acquaintance.class).make();
        clock.pass(Duration.ofDays(1));
        wakeUps.set(0);
    }

    @Override
    public void close() {
        context.close();
    }
}
