package dev.taskhub.sync;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database with the hub's tables. */
public final class Database {

    private static final String SETTINGS =
            "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&busy_timeout=10000";

    private static final String MEMORY = "jdbc:sqlite::memory:";

    private final String url;

    private Database(String url) {
        this.url = url;
    }

    /** An SQLite file as {@code config/application.yaml} sets it up. */
    public static Database sqlite(Path folder) {
        return new Database("jdbc:sqlite:" + folder.resolve("taskhub.db") + SETTINGS);
    }

    /** SQLite without a file, for one thread. */
    public static Database memory() {
        return new Database(MEMORY);
    }

    /** The PostgreSQL that all tests of this JVM share. */
    public static Database postgres() {
        return new Database(Postgres.SERVER.getJdbcUrl("postgres", "postgres"));
    }

    public String url() {
        return url;
    }

    public boolean isForOneThread() {
        return url.equals(MEMORY);
    }

    public DataSource open() {
        DataSource store = isForOneThread() ? oneConnection() : pool();
        Flyway.configure().dataSource(store).load().migrate();
        return store;
    }

    private DataSource pool() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return pool;
    }

    private DataSource oneConnection() {
        try {
            return new SingleConnectionDataSource(CompiledStatements.keep(DriverManager.getConnection(url)), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
