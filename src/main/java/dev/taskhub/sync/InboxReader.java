package dev.taskhub.sync;

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

    /** What to do about a message that could not be taken in. */
    String remedy();
}
