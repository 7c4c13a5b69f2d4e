package dev.taskhub.work;

import dev.taskhub.task.Task;
import java.util.List;

/**
 * One page of a list of tasks.
 *
 * @param total how many the whole list holds, counted up to {@value #COUNTED} when words were searched for
 * @param next the cursor of the page after this one, or {@code null} when this is the last
 */
public record TaskPage(List<Task> tasks, long total, String next) {

    /** So many found by their words are counted; a total of one more stands for any number above. */
    public static final int COUNTED = 10_000;

    /** Whether there are more than were counted. */
    public boolean isCountedInPart() {
        return total > COUNTED;
    }
}
