package dev.taskhub.git;

import java.util.List;
import java.util.Map;

/**
 * What a commit says.
 *
 * @param tasks what it is to each task it speaks of, by the task's number, in the order of appearance
 * @param reverts the hashes, perhaps shortened, of the commits it takes back
 */
record CommitReading(Map<Long, Kind> tasks, List<String> reverts) {

    /** What a commit is to a task, from the weakest on. */
    enum Kind {
        /** It names the task. */
        MENTIONED,
        /** It was made on the task's branch. */
        BRANCH,
        /** It finishes the task. */
        FINISHED,
        /** It takes back what finished the task. */
        REVERTED
    }
}
