package dev.taskhub.sandbox;

import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;

/**
 * Switches the profile {@code sandbox} on where neither an AirTable key nor a Convex deployment is configured, unless
 * {@code taskhub.sandbox.enabled} is false: the imitated AirTable's tasks have no business in a real deployment. It runs
 * before the configuration files are read, so that {@code application-sandbox.yaml} counts; what they would say without
 * it is read once ahead.
 */
public final class SandboxEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (isAlone(environment)) {
            return;
        }
        var configured = configured(environment, application);
        boolean wanted = configured.getProperty("taskhub.sandbox.enabled", Boolean.class, true);
        if (wanted && isBlank(configured, "taskhub.airtable.token") && isBlank(configured, "taskhub.convex.url")) {
            environment.addActiveProfile("sandbox");
        }
    }

    private static boolean isBlank(ConfigurableEnvironment environment, String key) {
        return environment.getProperty(key, "").isBlank();
    }

    /** A copy of the environment with the configuration files in it. */
    private static ConfigurableEnvironment configured(
            ConfigurableEnvironment environment, SpringApplication application) {
        var configured = new StandardEnvironment();
        MutablePropertySources sources = configured.getPropertySources();
        configured.getPropertySources().forEach(source -> sources.remove(source.getName()));
        environment.getPropertySources().stream()
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .forEach(sources::addLast);
        ConfigurationPropertySources.attach(configured);
        configured.setActiveProfiles(environment.getActiveProfiles());
        ConfigDataEnvironmentPostProcessor.applyTo(
                configured,
                application.getResourceLoader(),
                null,
                application.getAdditionalProfiles().toArray(String[]::new));
        return configured;
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
