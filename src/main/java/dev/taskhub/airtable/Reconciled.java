package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.util.List;
import java.util.Set;

/**
 * What comparing the linked records with a complete listing showed.
 *
 * @param missing linked records that AirTable no longer lists
 * @param unlinked listed records that no task is linked with: to be read like new ones
 * @param deletes the deletions to carry out now
 * @param held missing records whose deletion has to wait
 * @param why why it has to, or the empty string
 */
public record Reconciled(
        Set<String> missing, Set<String> unlinked, List<ItemChange> deletes, Set<String> held, String why) {}
