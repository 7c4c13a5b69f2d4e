package dev.taskhub.claude;

import java.util.List;
import java.util.Optional;

/** What the hub remembers of agents' lists. */
public interface KnownTodos {

    /**
     * Every item ever seen in {@code container}, in every state, in the order in which they were first seen; empty for
     * an unknown container.
     */
    List<KnownTodo> of(String container);

    /** The lists that were written into {@code container} lately. */
    RecentLists recent(String container);

    /** The id of the task that people call {@code alias}, as in {@code T-124}; empty when there is none. */
    Optional<String> taskIdOfAlias(String alias);
}
