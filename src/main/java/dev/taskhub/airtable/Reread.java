package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.util.List;
import java.util.Set;

/**
 * Records that were read again.
 *
 * @param absent ids that AirTable did not show: nothing is known of them, the next reconcile tells
 */
public record Reread(List<ItemChange> changes, Set<String> absent) {}
