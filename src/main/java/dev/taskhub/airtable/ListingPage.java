package dev.taskhub.airtable;

import dev.taskhub.sync.ItemChange;
import java.util.List;

/**
 * One page of a listing.
 *
 * @param next what to keep once {@code changes} are safe, in the same transaction
 * @param last whether the listing is complete with this page
 */
public record ListingPage(List<ItemChange> changes, ListingState next, boolean last) {}
