package dev.taskhub.camel;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;

/** The hub's store on an SQLite file of its own, for routes that run statements. */
class TestStore {

    @Bean
    HikariDataSource dataSource() {
        try {
            Path file = Files.createTempDirectory("taskhub-store").resolve("hub.db");
            file.getParent().toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            var store = new HikariDataSource();
            store.setJdbcUrl("jdbc:sqlite:" + file + "?busy_timeout=10000");
            Flyway.configure().dataSource(store).load().migrate();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
