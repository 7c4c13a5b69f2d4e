package dev.taskhub.airtable;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.ChangeListener;
import dev.taskhub.sync.DryRunSettings;
import dev.taskhub.sync.Positions;
import dev.taskhub.sync.Progress;
import dev.taskhub.sync.Remote;
import dev.taskhub.sync.Sync;
import dev.taskhub.sync.SyncSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One run of the hub on a folder, as far as listing AirTable goes: from its start to its end. */
final class Start implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final AirtablePoll poll;

    Start(Path home, String baseId, String table) {
        var settings = new AirtableSettings(
                "https://api.example",
                "patSECRET",
                baseId,
                0,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                "");
        var records = new AirtableRecords(
                settings, new AirtableTable(table, "taskhub_id", "Last Modified", List.of("name", "status")));
        var store = new DataSourceProperties();
        store.setUrl("jdbc:sqlite:" + home.resolve("hub.db"));
        Flyway.configure().dataSource(store.getUrl(), "", "").load().migrate();
        context.registerBean("clock", Clock.class, () -> Wire.CLOCK);
        context.registerBean(DataSourceProperties.class, () -> store);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(bean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(bean(JdbcTemplate.class)));
        context.registerBean(Mappings.class, () -> Mappings.read(Path.of("config")));
        context.registerBean(
                SyncSettings.class,
                () -> new SyncSettings(
                        Map.of(),
                        List.of("airtable", "hub"),
                        Duration.ofSeconds(60),
                        Map.of(),
                        3,
                        Duration.ofMinutes(10),
                        true));
        context.registerBean(DryRunSettings.class, () -> new DryRunSettings(false));
        context.registerBean(Remote.class, () -> new AirtableBeans().airtableRemote(records));
        context.registerBean(
                TransactionTemplate.class, () -> new TransactionTemplate(bean(PlatformTransactionManager.class)));
        context.registerBean(ChangeListener.class, () -> () -> {});
        context.scan("dev.taskhub.sync", "dev.taskhub.task", "dev.taskhub.store");
        context.refresh();
        poll = new AirtablePoll(
                new AirtableListing(records, settings, Wire.CLOCK),
                records,
                bean(Sync.class),
                new AirtablePositions(
                        records,
                        bean(Positions.class),
                        JsonMapper.builder().addModule(new JavaTimeModule()).build()),
                bean(Progress.class),
                bean(PlatformTransactionManager.class));
    }

    /** Reads one listing of a single page and says whether it was of the whole table. */
    boolean read(String... recordIds) {
        ListingState listing = poll.begin();
        var page = new StringBuilder();
        for (String id : recordIds) {
            page.append(page.isEmpty() ? "" : ",")
                    .append("{'id':'" + id + "','fields':{'name':'" + id
                            + "','Last Modified':'2026-01-05T09:00:00.000Z'}}");
        }
        poll.accept(listing, Wire.json("{'records':[" + page + "]}"));
        return listing.whole();
    }

    long tasks() {
        return bean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM task", Long.class);
    }

    private <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
