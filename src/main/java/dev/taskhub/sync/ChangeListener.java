package dev.taskhub.sync;

/** Is told, after the commit, that something changed: a wake-up, not a message; losing one only costs time. */
public interface ChangeListener {

    /** At least one task changed, and rows may be due in the outbox. */
    void changed();
}
