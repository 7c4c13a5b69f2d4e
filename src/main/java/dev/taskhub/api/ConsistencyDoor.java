package dev.taskhub.api;

import dev.taskhub.sync.Consistency;
import org.springframework.stereotype.Component;

/** Takes the wish to have hub and remotes compared. */
@Component("consistencyDoor")
public class ConsistencyDoor {

    /**
     * @param asked {@code check} or {@code repair}
     * @param next where the result will be
     */
    public record Asked(String asked, String next) {}

    private static final String NEXT = "GET /api/consistency shows how far it is, and what it found";

    private final Consistency consistency;

    ConsistencyDoor(Consistency consistency) {
        this.consistency = consistency;
    }

    /** Asks for a check that changes nothing. */
    public Asked check() {
        consistency.ask(false);
        return new Asked("check", NEXT);
    }

    /** Asks for a check that repairs what it finds. */
    public Asked repair() {
        consistency.ask(true);
        return new Asked("repair", NEXT);
    }
}
