package dev.taskhub.claude;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.taskhub.task.JsonColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lists that were written into one container lately, the last one first: more than one when an agent takes up an old
 * plan again, or when lists of sub-agents come mixed into the list of their session.
 */
public record RecentLists(List<Recent> lists) {

    private static final int MOST = 8;
    private static final int MOST_GONE = 200;
    private static final TypeReference<List<Recent>> STORED = new TypeReference<>() {};

    /**
     * One list as it was written last.
     *
     * @param listed the ids of its items, in their order
     * @param gone the ids of those that stood in it before
     */
    public record Recent(List<String> listed, List<String> gone) {}

    /** What {@link #stored} gave; {@code null} for what nobody kept. */
    public static RecentLists of(String stored) {
        return stored == null ? new RecentLists(List.of()) : new RecentLists(JsonColumn.read(stored, STORED));
    }

    /** The lists as the store keeps them. */
    public String stored() {
        return JsonColumn.write(lists);
    }

    /** These lists, or what can be told of them from the known items alone where nobody kept them. */
    RecentLists orOf(List<KnownTodo> known) {
        return lists.isEmpty() && !known.isEmpty()
                ? new RecentLists(List.of(new Recent(ids(known, true), ids(known, false))))
                : this;
    }

    /**
     * These lists once {@code listed} has been written.
     *
     * @param continued which of them it is a new state of, or {@code null} for none
     */
    RecentLists after(Recent continued, List<String> listed) {
        var all = new ArrayList<>(lists);
        all.remove(continued);
        var gone = new ArrayList<String>();
        if (continued != null) {
            Set<String> there = new HashSet<>(listed);
            gone.addAll(continued.listed);
            gone.addAll(continued.gone);
            gone.removeIf(there::contains);
        }
        all.add(0, new Recent(listed, List.copyOf(gone.subList(0, Math.min(MOST_GONE, gone.size())))));
        return new RecentLists(List.copyOf(all.subList(0, Math.min(MOST, all.size()))));
    }

    private static List<String> ids(List<KnownTodo> known, boolean linked) {
        return known.stream()
                .filter(todo -> todo.isLinked() == linked)
                .map(KnownTodo::externalId)
                .toList();
    }
}
