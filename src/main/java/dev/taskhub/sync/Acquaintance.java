package dev.taskhub.sync;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether the hub has met its remotes: all of them were read from beginning to end, and the tasks that several of them held
 * already were found. With another remote it begins anew.
 */
@Component
final class Acquaintance {

    private static final String READER = "first contact";

    private final Positions positions;
    private final List<Remote> remotes;

    Acquaintance(Positions positions, List<Remote> remotes) {
        this.positions = positions;
        this.remotes =
                remotes.stream().filter(remote -> !remote.container().isEmpty()).toList();
    }

    /** The remotes that are configured. */
    List<Remote> remotes() {
        return remotes;
    }

    boolean isMade() {
        return positions.get(TaskSync.HUB, name(), READER).isPresent();
    }

    void make() {
        positions.put(TaskSync.HUB, name(), READER, "made");
    }

    private String name() {
        return remotes.stream()
                .map(remote -> remote.system() + " " + remote.container())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
