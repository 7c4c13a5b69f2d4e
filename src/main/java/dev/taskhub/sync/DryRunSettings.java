package dev.taskhub.sync;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param dryRun whether the hub reads and merges as ever, but writes nothing to a remote */
@ConfigurationProperties("taskhub")
public record DryRunSettings(@DefaultValue("false") boolean dryRun) {}
