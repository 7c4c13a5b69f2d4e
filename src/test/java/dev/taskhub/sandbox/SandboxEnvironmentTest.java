package dev.taskhub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SandboxEnvironmentTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void switchesTheSandboxOnWithoutAKey() {
        assertThat(profiles()).containsExactly("sandbox");
    }

    @Test
    void keepsTheProfilesThatWereAskedFor() {
        environment.setActiveProfiles("dev");

        assertThat(profiles()).containsExactly("dev", "sandbox");
    }

    @Test
    void leavesItOffWithAKey() {
        environment.setProperty("AIRTABLE_API_KEY", "patX");

        assertThat(profiles()).isEmpty();
    }

    @Test
    void leavesItOffWithAKeyInTheConfiguration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), "taskhub.airtable.token: patX");
        environment.setProperty(
                "spring.config.additional-location", file.toUri().toString());

        assertThat(profiles()).isEmpty();
    }

    @Test
    void leavesItOffWithAKeyInTheVariableOfTheSetting() {
        var variables = Map.<String, Object>of("TASKHUB_AIRTABLE_TOKEN", "patX");
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));

        assertThat(profiles()).isEmpty();
    }

    @Test
    void leavesItOffWithADeploymentOfConvex() {
        environment.setProperty("CONVEX_URL", "https://fine-ibex-1.convex.cloud");

        assertThat(profiles()).isEmpty();
    }

    @Test
    void leavesItOffWhenTold() {
        environment.setProperty("taskhub.sandbox.enabled", "false");

        assertThat(profiles()).isEmpty();
    }

    @Test
    void leavesSandboxOnlyAlone() {
        environment.setActiveProfiles("sandbox-only");

        assertThat(profiles()).containsExactly("sandbox-only");
    }

    @Test
    void leavesSandboxOnlyAloneWhenAPropertyNamesIt() {
        environment.setProperty("spring.profiles.active", "other, sandbox-only");

        assertThat(profiles()).doesNotContain("sandbox");
    }

    @Test
    void keepsWhatItInventsOutOfTheRealTaskList() {
        assertThat(store(Map.of(), "sandbox")).startsWith("jdbc:sqlite:./data/sandbox.db?");
        assertThat(store(Map.of())).isEqualTo(store(Map.of(), "sandbox").replace("sandbox.db", "taskhub.db"));
    }

    @Test
    void takesTheStoreItIsGiven() {
        String given = "jdbc:postgresql://localhost:5432/demo";

        assertThat(store(Map.of("TASKHUB_DATABASE_URL", given), "sandbox")).isEqualTo(given);
    }

    private static String store(Map<String, Object> variables, String... profiles) {
        var hub = new StandardEnvironment();
        hub.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        ConfigDataEnvironmentPostProcessor.applyTo(hub, null, null, profiles);
        return hub.getProperty("spring.datasource.url");
    }

    private String[] profiles() {
        new SandboxEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment.getActiveProfiles();
    }
}
