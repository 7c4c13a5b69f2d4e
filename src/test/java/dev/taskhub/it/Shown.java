package dev.taskhub.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A task as a remote shows it to people, in the terms that both remotes have: Convex has no name for blocked and cancelled.
 * Written down here once more, apart from the mappings, so that an error there does not pass unseen.
 */
record Shown(
        String title,
        String description,
        String status,
        String priority,
        String assignee,
        List<String> tags,
        String notes,
        List<String> artifacts,
        String dueDay,
        double estimatedHours,
        double actualHours) {

    static Shown record(JsonNode record) {
        JsonNode fields = record.get("fields");
        return new Shown(
                text(fields, "name"),
                text(fields, "description"),
                switch (text(fields, "status")) {
                    case "Pending", "" -> "todo";
                    case "In Progress", "Blocked" -> "in_progress";
                    case "Review" -> "review";
                    case "Completed", "Cancelled" -> "completed";
                    default -> "unknown: " + fields;
                },
                text(fields, "priority").toLowerCase(Locale.ROOT),
                text(fields, "assigned_to"),
                sorted(fields.path("tags")),
                text(fields, "execution_notes"),
                Arrays.stream(text(fields, "artifacts").split(","))
                        .map(String::trim)
                        .filter(artifact -> !artifact.isEmpty())
                        .sorted()
                        .toList(),
                text(fields, "due_date"),
                fields.path("estimated_hours").asDouble(),
                fields.path("actual_hours").asDouble());
    }

    static Shown row(JsonNode row) {
        return new Shown(
                text(row, "title"),
                text(row, "description"),
                text(row, "status"),
                text(row, "priority"),
                text(row, "assignedTo"),
                sorted(row.path("tags")),
                text(row, "executionNotes"),
                sorted(row.path("attachments")),
                row.hasNonNull("dueDate")
                        ? Instant.ofEpochMilli(row.get("dueDate").asLong())
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                                .toString()
                        : "",
                row.path("estimatedHours").asDouble(),
                row.path("actualHours").asDouble());
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText("");
    }

    private static List<String> sorted(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }
}
