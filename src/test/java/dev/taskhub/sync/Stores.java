package dev.taskhub.sync;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;

/** The hub's store as it is configured, made anew for a test. */
final class Stores {

    private Stores() {}

    static HikariDataSource sqlite(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        var store = new HikariDataSource();
        store.setJdbcUrl("jdbc:sqlite:" + file);
        store.setDataSourceProperties(config.toProperties());
        migrate(store);
        return store;
    }

    static void migrate(DataSource store) {
        Flyway.configure().dataSource(store).load().migrate();
    }
}
