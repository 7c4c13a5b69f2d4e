package dev.taskhub.git;

import dev.taskhub.git.CommitReading.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a commit says of tasks, by its message and its branch. */
final class CommitRules {

    /** A message that names more tasks than this is a list of them, not work on them. */
    private static final int MOST = 50;

    private CommitRules() {}

    static CommitReading read(Commit commit, Push push) {
        var text = new CommitText(commit.message());
        var tasks = new LinkedHashMap<Long, Kind>();
        add(tasks, text.finished(), Kind.FINISHED);
        Set<Long> merged = TaskBranch.merged(commit.message());
        if (push.onDefault()) {
            add(tasks, merged, Kind.FINISHED);
        }
        // A merge brings others' work to the branch, and so does a push of what was pushed elsewhere before.
        if (commit.fresh() && !commit.merge() && merged.isEmpty()) {
            TaskBranch.task(push.branch()).ifPresent(task -> add(tasks, Set.of(task), Kind.BRANCH));
        }
        add(tasks, text.mentioned(), Kind.MENTIONED);
        return new CommitReading(tasks, text.reverts());
    }

    private static void add(Map<Long, Kind> tasks, Set<Long> numbers, Kind kind) {
        numbers.stream().limit(MOST - Math.min(MOST, tasks.size())).forEach(number -> tasks.putIfAbsent(number, kind));
    }
}
