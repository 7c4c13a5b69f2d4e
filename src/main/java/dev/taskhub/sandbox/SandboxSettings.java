package dev.taskhub.sandbox;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns both remotes.
 *
 * @param seed whether they start with example data; else their tables are there and empty
 * @param data the file that keeps their state over restarts, or {@code null} for memory only
 */
@ConfigurationProperties("taskhub.sandbox")
public record SandboxSettings(@DefaultValue("true") boolean seed, Path data) {}
