package dev.taskhub.sandbox;

import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Switches the profile {@code sandbox} on where no AirTable key is given, unless {@code taskhub.sandbox.enabled} is false. It
 * runs before the configuration files are read, so that {@code application-sandbox.yaml} counts; it therefore sees only the
 * environment, system properties and the command line.
 */
public final class SandboxEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String key = environment.getProperty("AIRTABLE_API_KEY", "");
        boolean wanted = environment.getProperty("taskhub.sandbox.enabled", Boolean.class, true);
        if (key.isBlank() && wanted && !isAlone(environment)) {
            environment.addActiveProfile("sandbox");
        }
    }

    /** Profiles named by a property are no active ones yet. */
    private static boolean isAlone(ConfigurableEnvironment environment) {
        String named = environment.getProperty("spring.profiles.active", "");
        return environment.acceptsProfiles(Profiles.of("sandbox-only"))
                || Stream.of(named.split(",")).map(String::strip).anyMatch("sandbox-only"::equals);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
