package dev.taskhub.fullstack;

import dev.taskhub.sync.HeldDeletions;
import dev.taskhub.sync.ItemChange;
import dev.taskhub.sync.Sync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes for deleted what a complete scan does not show, unless so much is missing at once that a mishap is likelier. */
@Component
final class FullstackDeletions {

    private static final Logger LOG = LoggerFactory.getLogger(FullstackDeletions.class);
    private static final int HELD_ABOVE_ONE_IN = 5;

    private final FullstackTasks tasks;
    private final HeldDeletions heldDeletions;
    private final Sync sync;

    FullstackDeletions(FullstackTasks tasks, HeldDeletions heldDeletions, Sync sync) {
        this.tasks = tasks;
        this.heldDeletions = heldDeletions;
        this.sync = sync;
    }

    /** By id, who has agreed to a deletion that is held. */
    Map<String, String> agreed() {
        return heldDeletions.agreed(FullstackTasks.SYSTEM, tasks.container());
    }

    /** Takes in, or holds, what a complete scan did not show; what was held before and is shown again is held no longer. */
    void settle(FullstackScan scan) {
        Set<String> unasked = new TreeSet<>(scan.unseen());
        unasked.removeAll(scan.agreed().keySet());
        int standing = scan.linked() - (scan.unseen().size() - unasked.size());
        boolean held = unasked.size() * HELD_ABOVE_ONE_IN > standing;
        if (held) {
            LOG.warn(
                    "Convex deletions are held: {} of {} linked tasks are missing, more than a fifth: if they were deleted"
                            + " on purpose, agree with POST /api/deletions/convex/agree",
                    unasked.size(),
                    standing);
        }
        List<ItemChange> deletions = scan.unseen().stream()
                .filter(id -> !held || !unasked.contains(id))
                .map(id -> tasks.gone(id, scan.startedAt(), scan.agreed().get(id)))
                .toList();
        sync.accept(deletions);
        heldDeletions.replace(FullstackTasks.SYSTEM, tasks.container(), held ? unasked : Set.of());
    }
}
