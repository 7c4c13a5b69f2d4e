package dev.taskhub.sync;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The three-way merge of sets: what either side added is in, what either side removed is out. */
final class SetMerge {

    private SetMerge() {}

    /**
     * The hub's set with the remote's additions, removals and changed elements since the base. Elements are told apart by
     * their {@code id} if they are objects, else by their value; of an element that both sides changed the remote's stays.
     *
     * @return sorted, so that it does not depend on which side was seen first; {@code null} for an empty set
     */
    static List<Object> merge(Object base, Object hub, Object remote) {
        var before = byIdentity(base);
        var theirs = byIdentity(remote);
        var merged = byIdentity(hub);
        before.keySet().forEach(identity -> {
            if (!theirs.containsKey(identity)) {
                merged.remove(identity);
            }
        });
        theirs.forEach((identity, element) -> {
            if (!Objects.equals(element, before.get(identity))) {
                merged.put(identity, element);
            }
        });
        return merged.isEmpty()
                ? null
                : merged.entrySet().stream()
                        .sorted(Comparator.comparing(element -> element.getKey().toString()))
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private static Map<Object, Object> byIdentity(Object set) {
        var elements = new LinkedHashMap<Object, Object>();
        if (set != null) {
            ((Collection<?>) set).forEach(element -> elements.put(identity(element), element));
        }
        return elements;
    }

    private static Object identity(Object element) {
        return element instanceof Map<?, ?> object && object.get("id") != null ? object.get("id") : element;
    }
}
