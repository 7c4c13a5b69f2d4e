package dev.taskhub.sync;

/**
 * What became of a batch of changes.
 *
 * @param seen how many changes came in
 * @param created how many tasks are new
 * @param changed how many known tasks changed
 */
public record Accepted(int seen, int created, int changed) {}
