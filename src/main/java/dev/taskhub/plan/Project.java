package dev.taskhub.plan;

import java.time.Instant;

/**
 * A project as others are told of it.
 *
 * @param status {@code active}, {@code completed}, {@code archived} or {@code null}
 * @param change the number of the transaction that changed it last
 */
public record Project(
        String id,
        String name,
        String description,
        String status,
        Instant createdAt,
        Instant updatedAt,
        boolean deleted,
        long change) {}
