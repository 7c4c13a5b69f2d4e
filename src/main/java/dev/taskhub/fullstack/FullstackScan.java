package dev.taskhub.fullstack;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One reading of all tasks, beside what was known before it began: the linked ones, and those whose deletion a person has
 * agreed to. It goes by the tasks' numbers, which nobody changes, so no task moves from page to page meanwhile. Not
 * thread-safe.
 *
 * <p>The app fails at a whole page when the author of one comment or one file is missing. Then the tasks are read one by
 * one up to that place, and from the other end down to it.
 */
public final class FullstackScan {

    private final Instant startedAt;
    private final Set<String> unseen;
    private final int linked;
    private final Map<String, String> agreed;
    private final Set<Double> doubled = new HashSet<>();

    private Instant askedAt;
    private String cursor;
    private int size = FullstackCalls.PAGE;
    private int single;
    private boolean backwards;
    private double lastForwards;
    private double lastNumber;
    private String gap;
    private String why;
    private boolean blind = true;
    private boolean done;

    FullstackScan(Instant startedAt, Collection<String> linked, Map<String, String> agreed) {
        this.startedAt = startedAt;
        this.unseen = new HashSet<>(linked);
        this.linked = linked.size();
        this.agreed = Map.copyOf(agreed);
    }

    /** Whether there is nothing more to read. */
    public boolean isDone() {
        return done;
    }

    /** Whether every task was read. */
    boolean isComplete() {
        return done && gap == null;
    }

    /** What could not be read, {@code null} for nothing. */
    String gap() {
        return gap;
    }

    /** What Convex said of the gap. */
    String why() {
        return why;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant askedAt() {
        return askedAt;
    }

    String cursor() {
        return cursor;
    }

    int size() {
        return size;
    }

    boolean isBackwards() {
        return backwards;
    }

    /** The tasks that were linked before the scan and that it has not shown. */
    Set<String> unseen() {
        return unseen;
    }

    /** How many tasks were linked before the scan. */
    int linked() {
        return linked;
    }

    /** By id, who has agreed to a deletion. */
    Map<String, String> agreed() {
        return agreed;
    }

    /** Numbers that more than one task carries. */
    Set<Double> doubled() {
        return doubled;
    }

    /** The next page is asked for. */
    void ask(Instant now) {
        askedAt = now;
    }

    /** A page was read. */
    void read(Map<String, Object> answer) {
        blind = false;
        for (Map<String, Object> task : FullstackTasks.page(answer)) {
            unseen.remove(FullstackTasks.id(task));
            double number = FullstackTasks.number(task);
            if (number == lastNumber) {
                doubled.add(number);
            }
            lastNumber = number;
        }
        boolean met = backwards && lastNumber != 0 && lastNumber <= lastForwards;
        if (!backwards) {
            lastForwards = lastNumber;
        }
        if (size == 1 && ++single == FullstackCalls.PAGE) {
            size = FullstackCalls.PAGE;
            single = 0;
        }
        cursor = (String) answer.get("continueCursor");
        done = met || Boolean.TRUE.equals(answer.get("isDone"));
    }

    /** The page could not be read: smaller ones come next, then those from the other end. */
    void narrow(String reason) {
        single = 0;
        if (size > 1) {
            size = 1;
        } else if (!backwards) {
            gap = (lastForwards == 0 ? "the first task" : "the task after number " + (long) lastForwards)
                    + " cannot be read. Often the author of a comment or a file of it is missing: delete what is left of"
                    + " them in the Convex dashboard. Until all tasks can be read, none counts as deleted";
            why = reason;
            backwards = true;
            lastNumber = 0;
            cursor = null;
            size = FullstackCalls.PAGE;
        } else {
            gap = blind ? "no task can be read" : gap;
            done = true;
        }
    }
}
