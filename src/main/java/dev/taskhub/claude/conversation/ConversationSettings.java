package dev.taskhub.claude.conversation;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the rules for conversations stand.
 *
 * @param file read at start
 */
@ConfigurationProperties("taskhub.conversations")
public record ConversationSettings(@DefaultValue("config/conversations.yaml") Path file) {}
