package dev.taskhub.claude;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of a Claude Code todo list the hub reads.
 *
 * @param maxFileSize a larger file is refused unread; at most 64 MB, for a list is read into memory
 * @param maxItems a longer list is refused
 * @param maxContentLength in UTF-16 characters; an item with a longer text is refused
 */
@ConfigurationProperties("taskhub.claude")
public record ClaudeSettings(
        @DefaultValue("1MB") DataSize maxFileSize,
        @DefaultValue("1000") int maxItems,
        @DefaultValue("10000") int maxContentLength) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    public ClaudeSettings {
        if (maxFileSize.toBytes() < 1 || maxFileSize.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "taskhub.claude.max-file-size is " + maxFileSize + "; give a size from 1B to 64MB");
        }
        requirePositive("max-items", maxItems);
        requirePositive("max-content-length", maxContentLength);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("taskhub.claude." + name + " is " + value + "; give a number above 0");
        }
    }
}
