package dev.taskhub.convex;

import dev.taskhub.sync.ItemChange;
import java.util.List;

/**
 * One page of Convex's change feed.
 *
 * @param changes in commit order
 * @param cursor where to read on; keep it even when the page is empty, and only after the changes are kept
 * @param hasMore whether the next page can be read at once
 */
public record ConvexPage(List<ItemChange> changes, String cursor, boolean hasMore) {}
