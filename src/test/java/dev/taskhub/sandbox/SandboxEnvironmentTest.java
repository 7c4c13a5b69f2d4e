package dev.taskhub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
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

    private String[] profiles() {
        new SandboxEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment.getActiveProfiles();
    }
}
