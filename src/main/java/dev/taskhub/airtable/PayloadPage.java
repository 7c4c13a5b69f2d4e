package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.util.List;
import java.util.Set;

/**
 * One page of a webhook's change log.
 *
 * @param changedRecordIds records to read again, in the order of their first change
 * @param deletes records that were deleted
 * @param nextCursor what to read next; kept once the changes are safe
 * @param mightHaveMore whether to read on at once
 * @param dead whether AirTable has given the webhook up: make a new one, then reconcile
 * @param why why it is dead, or the empty string
 */
public record PayloadPage(
        Set<String> changedRecordIds,
        List<ItemChange> deletes,
        long nextCursor,
        boolean mightHaveMore,
        boolean dead,
        String why) {}
