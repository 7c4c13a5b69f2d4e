package dev.taskhub.sync;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database with the hub's tables. */
final class Database {

    private static final String SETTINGS =
            "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&busy_timeout=10000";

    private final String url;
    private final int connections;

    private Database(String url, int connections) {
        this.url = url;
        this.connections = connections;
    }

    /** An SQLite file as {@code config/application.yaml} sets it up. */
    static Database sqlite(Path folder) {
        return new Database("jdbc:sqlite:" + folder.resolve("taskhub.db") + SETTINGS, 10);
    }

    /** SQLite without a file, for one thread. */
    static Database memory() {
        return new Database("jdbc:sqlite::memory:", 1);
    }

    /** The PostgreSQL that all tests of this JVM share. */
    static Database postgres() {
        return new Database(Postgres.SERVER.getJdbcUrl("postgres", "postgres"), 10);
    }

    String url() {
        return url;
    }

    DataSource open() {
        var store = new HikariDataSource();
        store.setJdbcUrl(url);
        store.setMaximumPoolSize(connections);
        Flyway.configure().dataSource(store).load().migrate();
        return store;
    }

    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // It is stopped when the JVM ends.
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
