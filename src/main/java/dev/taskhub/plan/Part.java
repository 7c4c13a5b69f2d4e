package dev.taskhub.plan;

import dev.taskhub.mapping.PlanTable.Level;
import dev.taskhub.mapping.PlanTable.Row;
import java.time.Instant;

/**
 * A plan, a phase or a stage as AirTable shows it.
 *
 * @param id AirTable's id of the record, by which tasks name it as well
 * @param createdAt when the record was made, or {@code null} when unknown
 */
public record Part(String id, Level level, Row shown, Instant createdAt) {}
