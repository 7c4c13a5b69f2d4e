package dev.taskhub.sync;

import java.time.Duration;
import java.util.List;

/** Takes in the messages of some doors. */
public interface InboxReader {

    /** The sources of {@link InboxMessage} that this one reads. */
    List<String> sources();

    /**
     * Takes in messages of these sources, oldest first, in the caller's transaction.
     *
     * @throws RuntimeException when one of them cannot be taken in; none of them is then
     */
    void apply(List<InboxMessage> messages);

    /** How long other messages may gather before the next are worked off: many at once cost little more than one. */
    default Duration rest() {
        return Duration.ofMillis(500);
    }

    /** What to do about a message that could not be taken in. */
    String remedy();
}
