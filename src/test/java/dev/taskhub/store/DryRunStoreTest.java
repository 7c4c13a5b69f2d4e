package dev.taskhub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DryRunStoreTest {

    private static final Map<String, Object> POSTGRES =
            Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example/hub", "SPRING_DATASOURCE_USERNAME", "hub");

    @Test
    void leavesTheStoreAloneThatIsConfigured() {
        assertThat(environment(Map.of()).getProperty("spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://db.example/hub");
    }

    @Test
    void keepsADryRunOutOfEveryOtherStore() {
        for (String name : List.of("TASKHUB_DRY_RUN", "taskhub.dry-run")) {
            var environment = environment(Map.of(name, "true"));

            assertThat(environment.getProperty("spring.datasource.url")).startsWith("jdbc:sqlite:./data/dry-run.db?");
            assertThat(environment.getProperty("spring.datasource.username")).isEmpty();
        }
    }

    @Test
    void leavesTheTestOfTheConnectionsItsOwnStore() {
        var environment = environment(Map.of("TASKHUB_DRY_RUN", "true"), "check");

        assertThat(environment.getProperty("spring.datasource.url")).doesNotContain("dry-run");
    }

    @Test
    void removesWhatAnEarlierDryRunLeftAndNothingElse(@TempDir Path folder) throws IOException {
        for (String name : List.of(
                "dry-run.db", "dry-run.db-wal", "dry-run-inbox.db", "dry-run-inbox.db-shm", "taskhub.db", "other.db")) {
            Files.writeString(folder.resolve(name), "x");
        }

        DryRunStore.removeEarlier(folder.resolve("taskhub.db"));
        assertThat(folder.resolve("dry-run.db")).exists();
        DryRunStore.removeEarlier(folder.resolve("dry-run.db"));

        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("taskhub.db", "other.db");
        }
    }

    private static StandardEnvironment environment(Map<String, Object> asked, String... profiles) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("store-systemEnvironment", POSTGRES));
        sources.addFirst(
                asked.containsKey("taskhub.dry-run")
                        ? new MapPropertySource("arguments", asked)
                        : new SystemEnvironmentPropertySource("asked-systemEnvironment", asked));
        ConfigurationPropertySources.attach(environment);
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, profiles);
        new DryRunStore().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
