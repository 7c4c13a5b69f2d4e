package dev.taskhub.api;

import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.NotFound;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletions that are held because too many items went missing at once, as a person agrees to them. */
@Component("deletions")
public class Deletions {

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    /**
     * @param agreed how many deletions were agreed to
     * @param of how many tasks have an item in the system
     * @param since when the first of them was missed
     * @param next what happens now
     */
    public record Agreement(String system, long agreed, long of, Instant since, String next) {}

    private final HeldDeletions held;

    /** What a person can do about deletions that are held in {@code system}. */
    static String held(String system) {
        return "if these were deleted on purpose, agree with POST /api/deletions/" + system + "/agree;"
                + " if not, restore them there: what a later listing shows again is held no longer";
    }

    /** What happens to deletions in {@code system} that were agreed to. */
    static String agreed(String system) {
        return "agreed to: " + system + " is listed once more, and those that are missing still are deleted";
    }

    Deletions(HeldDeletions held) {
        this.held = held;
    }

    /**
     * Agrees to the deletions that are held in a system; the next listing carries out those that it does not show either.
     *
     * @param person who agrees, for the event log
     * @throws NotFound when none is held
     */
    public Agreement agree(String system, String person) {
        HeldDeletions.Hold hold = held.in(system)
                .filter(found -> held.agree(system, person) > 0)
                .orElseThrow(() -> new NotFound("no deletion is held in " + system
                        + "; GET /api/status shows heldDeletions there when one is"));
        LOG.info("{} agrees to {} deletions in {}", person, hold.items(), system);
        return new Agreement(system, hold.items(), hold.of(), hold.since(), agreed(system));
    }
}
