package dev.taskhub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Gives a dry run a store of its own, whatever store is configured, so that a real start is not affected. The test of the
 * connections has its own as well, and keeps it.
 */
public final class DryRunStore implements EnvironmentPostProcessor, Ordered {

    static final String FILE = "dry-run.db";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("taskhub.dry-run", Boolean.class, false)
                && !environment.acceptsProfiles(Profiles.of("check"))) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "dryRunStore",
                            Map.of(
                                    "spring.datasource.url",
                                    "jdbc:sqlite:${taskhub.home}/data/" + FILE
                                            + "?journal_mode=WAL&synchronous=OFF&transaction_mode=IMMEDIATE&busy_timeout=10000",
                                    "spring.datasource.username",
                                    "",
                                    "spring.datasource.password",
                                    "")));
        }
    }

    /** Removes what an earlier dry run has left in {@code file} and beside it; nothing when the file is not one of its. */
    static void removeEarlier(Path file) throws IOException {
        if (file.endsWith(FILE)) {
            for (String name : List.of(FILE, FILE.replace(".db", "-inbox.db"))) {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(file.resolveSibling(name + suffix));
                }
            }
        }
    }

    /** After the configuration files, which may say that this is a dry run. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
