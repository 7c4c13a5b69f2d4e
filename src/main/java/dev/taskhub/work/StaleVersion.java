package dev.taskhub.work;

/** The task has changed since the caller read it. */
public class StaleVersion extends Refused {

    public StaleVersion(String alias, long version, long expected) {
        super("%s is at version %d, not %d: read it again and repeat your change".formatted(alias, version, expected));
    }
}
