package dev.taskhub.store;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where the inbox lies. An SQLite file has one writer, and a sender's answer must not wait for the work on the task list:
 * so the inbox has a file of its own beside it ({@code taskhub.db}, {@code taskhub-inbox.db}). On PostgreSQL, and on SQLite
 * in memory, it lies with the rest.
 */
@Component
@DependsOnDatabaseInitialization
public final class InboxStore implements AutoCloseable {

    private static final int CONNECTIONS = 3;

    private final HikariDataSource file;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    InboxStore(DataSource dataSource, DataSourceProperties properties, PlatformTransactionManager transactionManager) {
        String url = properties.determineUrl();
        this.file = StoreConfiguration.isSqliteFile(url) ? open(url) : null;
        DataSource store = file == null ? dataSource : file;
        this.jdbc = new JdbcTemplate(store);
        this.transactions =
                new TransactionTemplate(file == null ? transactionManager : new JdbcTransactionManager(file));
        Flyway.configure()
                .dataSource(store)
                .locations("classpath:db/inbox")
                .table("inbox_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Transactions on {@link #jdbc}. */
    public TransactionTemplate transactions() {
        return transactions;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private static HikariDataSource open(String url) {
        var file = new HikariDataSource();
        file.setPoolName("inbox");
        file.setJdbcUrl(url(url));
        file.setMaximumPoolSize(CONNECTIONS);
        file.setConnectionInitSql(StoreConfiguration.SQLITE_SETTINGS);
        return file;
    }

    /** The address of the inbox's file, from that of the task list. */
    static String url(String storeUrl) {
        return storeUrl.replaceFirst("^([^?]*?)(\\.db)?(?=\\?|$)", "$1-inbox.db");
    }
}
