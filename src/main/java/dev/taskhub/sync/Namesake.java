package dev.taskhub.sync;

import java.util.Collections;
import java.util.Set;

/**
 * A task among others of the same title.
 *
 * @param alias what people call it, {@code T-12}
 * @param projectId its project, or {@code null} for none
 * @param places the containers in which it has an item, or had one
 */
record Namesake(String taskId, String alias, String title, String projectId, Set<Remote> places) {

    /** Whether this and {@code other} may be one task: none is where the other is, and no project keeps them apart. */
    boolean maybeSameAs(Namesake other) {
        boolean sameProject = projectId == null || other.projectId == null || projectId.equals(other.projectId);
        boolean somewhere = !places.isEmpty() || !other.places.isEmpty();
        return sameProject && somewhere && Collections.disjoint(places, other.places);
    }
}
