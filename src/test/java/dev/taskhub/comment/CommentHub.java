package dev.taskhub.comment;

import dev.taskhub.airtable.AirtableCommentTerms;
import dev.taskhub.convex.ConvexCommentTerms;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ChangeListener;
import dev.taskhub.sync.Database;
import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.FirstContact;
import dev.taskhub.sync.FirstListing;
import dev.taskhub.sync.Inbox;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Parked;
import dev.taskhub.sync.Remote;
import dev.taskhub.sync.SetClock;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.SyncSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The comments with their rule, beside the task list, on a database, as the hub wires them. */
final class CommentHub implements AutoCloseable {

    static final String AIRTABLE = "airtable";
    static final String CONVEX = "convex";
    static final String BASE = "app1";
    static final String DEPLOYMENT = "convex.test";

    private static final List<String> TABLES = List.of(
            "task",
            "task_event",
            "link",
            "outbox",
            "comment",
            "comment_link",
            "comment_outbox",
            "comment_count",
            "parked_message",
            "position");

    static {
        LoggingSystem.get(CommentHub.class.getClassLoader()).setLogLevel("dev.taskhub.comment", LogLevel.ERROR);
    }

    final SetClock clock = new SetClock();
    final JdbcTemplate jdbc;
    final CommentSync sync;
    final Comments comments;
    final CommentLinks links;
    final CommentOutbox outbox;
    final CommentDeliveries deliveries;
    final Parked parked;
    final TransactionTemplate transaction;

    /** Whose tasks, and whose comments, have been read to their ends. */
    final Set<String> read = new HashSet<>();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    CommentHub(Database database) {
        this(database, false);
    }

    CommentHub(Database database, boolean dryRun) {
        context.registerBean("clock", Clock.class, () -> clock);
        context.registerBean("dataSource", DataSource.class, database::open);
        context.registerBean(DataSourceProperties.class, () -> {
            var properties = new DataSourceProperties();
            properties.setUrl(database.url());
            return properties;
        });
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(context.getBean(JdbcTemplate.class)));
        context.registerBean(Mappings.class, () -> Mappings.read(Path.of("config")));
        context.registerBean(
                SyncSettings.class,
                () -> new SyncSettings(
                        Map.of(),
                        List.of(AIRTABLE, CONVEX, "hub"),
                        Duration.ofSeconds(60),
                        Map.of(),
                        3,
                        Duration.ofMinutes(10),
                        true));
        context.registerBean(DryRunSettings.class, () -> new DryRunSettings(dryRun));
        context.registerBean("airtableRemote", Remote.class, () -> new Remote(AIRTABLE, BASE));
        context.registerBean("convexRemote", Remote.class, () -> new Remote(CONVEX, DEPLOYMENT));
        for (String system : List.of(AIRTABLE, CONVEX)) {
            context.registerBean(system + "Tasks", FirstListing.class, () -> tasks(system));
            context.registerBean(system + "Comments", CommentListing.class, () -> comments(system));
        }
        context.registerBean(ChangeListener.class, () -> () -> {});
        context.registerBean(AirtableCommentTerms.class);
        context.registerBean(ConvexCommentTerms.class);
        context.registerBean(
                TransactionTemplate.class,
                () -> new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
        context.scan("dev.taskhub.comment", "dev.taskhub.sync", "dev.taskhub.task", "dev.taskhub.store");
        context.refresh();
        if (database.isForOneThread()) {
            bean(Inbox.class).stop();
        }
        jdbc = bean(JdbcTemplate.class);
        sync = bean(CommentSync.class);
        comments = bean(Comments.class);
        links = bean(CommentLinks.class);
        outbox = bean(CommentOutbox.class);
        deliveries = bean(CommentDeliveries.class);
        parked = bean(Parked.class);
        transaction = bean(TransactionTemplate.class);
        clear();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Empties the store; the hub has read both remotes. */
    void clear() {
        transaction.executeWithoutResult(status -> {
            TABLES.forEach(table -> jdbc.update("DELETE FROM " + table));
            jdbc.update("UPDATE counter SET value = 0");
        });
        clock.pass(Duration.ofDays(1));
        read.addAll(Set.of("airtable tasks", "airtable comments", "convex tasks", "convex comments"));
        bean(FirstContact.class).look();
    }

    /** Makes a task with a record in AirTable, and returns its id. */
    String taskInAirtable(String recordId) {
        accept(AIRTABLE, BASE, recordId, null, ItemChange.Type.WHOLE, Map.of("name", recordId));
        return taskOf(AIRTABLE, recordId);
    }

    /** Makes a task with a row in Convex, and returns its id. */
    String taskInConvex(String externalId) {
        accept(CONVEX, DEPLOYMENT, externalId, null, ItemChange.Type.WHOLE, Map.of("title", externalId));
        return taskOf(CONVEX, externalId);
    }

    /** Makes the row of a task that has none in Convex yet; its id there is the task's. */
    void rowOf(String taskId) {
        accept(
                CONVEX,
                DEPLOYMENT,
                taskId,
                taskId,
                ItemChange.Type.WHOLE,
                Map.of("title", "the same", "status", "todo"));
    }

    /** Says that a task's item is gone. */
    void itemGone(String system, String externalId) {
        accept(
                system,
                system.equals(AIRTABLE) ? BASE : DEPLOYMENT,
                externalId,
                null,
                ItemChange.Type.DELETED,
                Map.of());
    }

    /** What has happened to a task's comments, as type and texts, oldest first. */
    List<String> history(String taskId) {
        return jdbc.queryForList(
                "SELECT type || ' ' || changes FROM task_event WHERE task_id = ? AND type LIKE 'COMMENT%' ORDER BY id",
                String.class, taskId);
    }

    private void accept(
            String system, String container, String id, String taskId, ItemChange.Type type, Map<String, Object> item) {
        bean(Sync.class)
                .accept(List.of(
                        new ItemChange(system, container, id, taskId, type, item, null, clock.instant(), null, null)));
    }

    private String taskOf(String system, String externalId) {
        return jdbc.queryForObject(
                "SELECT task_id FROM link WHERE system = ? AND external_id = ?", String.class, system, externalId);
    }

    private FirstListing tasks(String system) {
        return new FirstListing() {
            @Override
            public String system() {
                return system;
            }

            @Override
            public boolean hasImported() {
                return read.contains(system + " tasks");
            }
        };
    }

    private CommentListing comments(String system) {
        return new CommentListing() {
            @Override
            public String system() {
                return system;
            }

            @Override
            public boolean hasReadComments() {
                return read.contains(system + " comments");
            }
        };
    }

    @Override
    public void close() {
        context.close();
    }
}
