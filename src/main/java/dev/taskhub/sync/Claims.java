package dev.taskhub.sync;

/** Rows that a sender claims while it works on them. */
public interface Claims {

    /**
     * Makes everything due at once, whoever had claimed it and however long it was to wait, as at a start: right only
     * while no other hub shares the database.
     */
    void releaseClaims();
}
