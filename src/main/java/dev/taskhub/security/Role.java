package dev.taskhub.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an account may do. Each may also do what those before it may. */
public enum Role {
    /** Sees tasks, projects and the state of the hub. */
    VIEWER,
    /** Works on tasks: makes them, changes them, comments, logs time, and speaks to the hub over MCP and hooks. */
    AGENT,
    /** Deletes tasks, takes changes back, decides conflicts and proposals. */
    MEMBER,
    /** Keeps projects, agrees to deletions, has remotes compared and repaired, and parked messages sent again. */
    MANAGER,
    /** Keeps accounts, and opens the console. */
    ADMIN;

    /**
     * The role called {@code name}.
     *
     * @throws IllegalArgumentException when there is none, naming all
     */
    static Role named(Object name) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role is \"%s\": give one of %s"
                        .formatted(
                                name, Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")))));
    }

    /** As people write it: {@code viewer}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String authority() {
        return "ROLE_" + name();
    }
}
