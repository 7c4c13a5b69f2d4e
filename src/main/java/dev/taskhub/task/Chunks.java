package dev.taskhub.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts long lists for {@code IN (...)}, whose length databases bound. */
public final class Chunks {

    private static final int SIZE = 500;

    private Chunks() {}

    /** The items in their order, at most 500 to a list, without repeats; no list at all for no items. */
    public static <T> List<List<T>> of(Collection<T> items) {
        var distinct = items.stream().distinct().toList();
        var chunks = new ArrayList<List<T>>();
        for (int from = 0; from < distinct.size(); from += SIZE) {
            chunks.add(distinct.subList(from, Math.min(from + SIZE, distinct.size())));
        }
        return chunks;
    }
}
