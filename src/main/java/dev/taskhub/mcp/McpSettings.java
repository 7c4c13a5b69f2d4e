package dev.taskhub.mcp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Whom the MCP door lets in, and how much of it.
 *
 * @param allowedOrigins of web pages that may call, as {@code https://app.example.org}; those of this machine always may
 * @param allowedHosts names under which the hub may be called, besides this machine's and any address in numbers
 * @param requestsPerSecond that a token may send on average; 0 switches the limit off
 * @param burst how many it may send at once
 * @param readWithin how long a message may take to arrive
 */
@ConfigurationProperties("taskhub.mcp")
record McpSettings(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("50") double requestsPerSecond,
        @DefaultValue("200") int burst,
        @DefaultValue("256KB") DataSize maxMessageSize,
        @DefaultValue("10s") Duration readWithin) {

    McpSettings {
        if (!(requestsPerSecond >= 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "taskhub.mcp.requests-per-second is %s and burst %d: give 0 (off) or more, and 1 or more"
                            .formatted(requestsPerSecond, burst));
        }
        if (maxMessageSize.toBytes() < 1 || maxMessageSize.toMegabytes() > 100) {
            throw new IllegalArgumentException(
                    "taskhub.mcp.max-message-size is " + maxMessageSize + ", must be up to 100MB");
        }
    }
}
