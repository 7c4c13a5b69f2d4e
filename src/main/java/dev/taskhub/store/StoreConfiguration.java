package dev.taskhub.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The database: an SQLite file by default, PostgreSQL when {@code spring.datasource.url} says so. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /**
     * A checkpoint stops the writer for some milliseconds. By default there is one for each 4 MB of the log, which is
     * several a second in a busy hub; here one for 40 MB.
     */
    static final String SQLITE_SETTINGS = "PRAGMA wal_autocheckpoint = 10000";

    private static final String SQLITE = "jdbc:sqlite:";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    HikariDataSource dataSource(DataSourceProperties properties) throws IOException {
        String url = properties.determineUrl();
        if (isSqliteFile(url)) {
            Path file = Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
            Files.createDirectories(file.toAbsolutePath().getParent());
            DryRunStore.removeEarlier(file);
        }
        var dataSource = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        dataSource.setPoolName("store");
        if (url.startsWith(SQLITE)) {
            dataSource.setConnectionInitSql(SQLITE_SETTINGS);
        }
        return dataSource;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource, DataSourceProperties properties) {
        return properties.determineUrl().startsWith(SQLITE)
                ? new SingleWriterTransactionManager(dataSource)
                : new JdbcTransactionManager(dataSource);
    }

    /** Whether the address names a file, and no database in memory. */
    static boolean isSqliteFile(String url) {
        return url.startsWith(SQLITE) && !url.contains(":memory:") && !url.contains("mode=memory");
    }
}
