package dev.taskhub.git;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How commits come in.
 *
 * @param githubSecret signs what GitHub sends; empty lets nothing of it in
 * @param defaultBranches the branches into which work is merged when it is finished, of a sender that does not name one
 * @param maxMessageSize of what a door reads
 */
@ConfigurationProperties("taskhub.git")
public record GitSettings(
        @DefaultValue("") String githubSecret,
        @DefaultValue({"main", "master"}) List<String> defaultBranches,
        @DefaultValue("10MB") DataSize maxMessageSize) {

    /** Names no secret, so that settings may be printed. */
    @Override
    public String toString() {
        return "GitSettings[hidden]";
    }
}
