package dev.taskhub.sync;

import java.util.Map;

/**
 * A task that a system has yet to be told about, read in its newest state when the sender asks for it.
 *
 * @param externalId the item's id in that system, or {@code null} when the item has to be created there
 * @param remoteVersion the system's version that the base stands for, or {@code null}
 * @param deleted whether the item is to be deleted
 * @param columns the columns that differ from the base with the values to write ({@code null} clears); for an item to
 *     be created, all columns that hold a value; for one to be deleted, what stands for that where nothing can be deleted
 * @param revision the outbox row's revision when it was claimed; a change after that keeps the row
 */
public record Outgoing(
        String taskId,
        String system,
        String container,
        String externalId,
        String remoteVersion,
        boolean deleted,
        Map<String, Object> columns,
        long revision) {}
