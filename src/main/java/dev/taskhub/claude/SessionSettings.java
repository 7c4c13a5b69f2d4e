package dev.taskhub.claude;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the hub does with sessions of Claude Code.
 *
 * @param syncFromTodoWrite whether the items of their todo lists and task lists become tasks
 * @param autoCreateTasks whether work that a conversation names becomes a task at once, and not a proposal
 * @param timeTrackingEnabled whether time can be logged with {@code /task log}
 * @param projects the id or name of a plan by the end of a repository's address or of a folder, as
 *     {@code [acme/shop]: Shop}; without an entry a plan is looked for that is called as they are
 * @param tellWithin how long a hook waits for its items to be tasks, so that it can tell which
 */
@ConfigurationProperties("taskhub.claude")
public record SessionSettings(
        @DefaultValue("true") boolean syncFromTodoWrite,
        @DefaultValue("false") boolean autoCreateTasks,
        @DefaultValue("true") boolean timeTrackingEnabled,
        @DefaultValue Map<String, String> projects,
        @DefaultValue("300ms") Duration tellWithin) {}
