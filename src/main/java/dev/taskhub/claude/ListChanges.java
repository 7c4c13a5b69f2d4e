package dev.taskhub.claude;

import dev.taskhub.sync.ItemChange;
import java.util.List;

/**
 * What a todo list says, compared with what the hub knew.
 *
 * @param items of its items, and of those it left out
 * @param recent the lists written lately, this one among them
 */
public record ListChanges(List<ItemChange> items, RecentLists recent) {}
