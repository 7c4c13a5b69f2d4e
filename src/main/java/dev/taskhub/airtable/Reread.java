package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.util.List;
import java.util.Set;

/**
 * Records that were read again.
 *
 * @param absent ids of records that the table does not have any more
 */
public record Reread(List<ItemChange> changes, Set<String> absent) {}
