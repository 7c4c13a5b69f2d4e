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

    private static final String SQLITE = "jdbc:sqlite:";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    HikariDataSource dataSource(DataSourceProperties properties) throws IOException {
        String url = properties.determineUrl();
        if (url.startsWith(SQLITE)) {
            Path file = Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        var dataSource = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        dataSource.setPoolName("store");
        return dataSource;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource, DataSourceProperties properties) {
        return properties.determineUrl().startsWith(SQLITE)
                ? new SingleWriterTransactionManager(dataSource)
                : new JdbcTransactionManager(dataSource);
    }
}
