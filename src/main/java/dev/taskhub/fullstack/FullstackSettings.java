package dev.taskhub.fullstack;

import dev.taskhub.config.InvalidConfiguration;
import dev.taskhub.task.JsonColumn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub works with the fullstack-convex app.
 *
 * @param adapter {@code kit} where Convex runs the functions of folder {@code convex/}, {@code fullstack} for that app
 * @param scanEvery the time from one reading of all tasks to the next
 * @param actAs the user that the hub is in the app
 * @throws InvalidConfiguration for another adapter, and for a user of whom something is missing
 */
@ConfigurationProperties("taskhub.convex")
public record FullstackSettings(
        @DefaultValue("kit") String adapter, @DefaultValue("30s") Duration scanEvery, @DefaultValue ActAs actAs) {

    private static final String FULLSTACK = "fullstack";

    public FullstackSettings {
        if (!List.of("kit", FULLSTACK).contains(adapter)) {
            throw InvalidConfiguration.setting(
                    "taskhub.convex.adapter", "\"" + adapter + "\" is neither kit nor fullstack");
        }
        if (!actAs.isMissing() && !actAs.isComplete()) {
            throw InvalidConfiguration.setting(
                    "taskhub.convex.act-as",
                    "the app knows a user by issuer, subject, name, email and picture-url; all of them are needed");
        }
    }

    /** The user's identity, as the app's provider of logins would tell it. */
    public record ActAs(
            @DefaultValue("") String issuer,
            @DefaultValue("") String subject,
            @DefaultValue("") String name,
            @DefaultValue("") String email,
            @DefaultValue("") String pictureUrl) {

        private boolean isMissing() {
            return (issuer + subject).isBlank();
        }

        boolean isComplete() {
            return List.of(issuer, subject, name, email, pictureUrl).stream().noneMatch(String::isBlank);
        }

        /** How the app's users table names the identity. */
        String tokenIdentifier() {
            return issuer + "|" + subject;
        }

        private String encoded() {
            String json = JsonColumn.write(Map.of(
                    "issuer", issuer, "subject", subject, "name", name, "email", email, "pictureUrl", pictureUrl));
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether the app is what the hub works with. */
    public boolean isUsed() {
        return adapter.equals(FULLSTACK);
    }

    /** What follows a deploy key in the header of a call so that the function sees the user; empty without one. */
    public String actingSuffix() {
        return isUsed() && actAs.isComplete() ? ":" + actAs.encoded() : "";
    }
}
