package dev.taskhub.claude;

import dev.taskhub.claude.Pairing.Known;
import dev.taskhub.claude.Pairing.Listed;
import dev.taskhub.claude.RecentLists.Recent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells which of several recent lists a new one goes on with: the one with which it has most in common. */
final class Continuation {

    private static final double LISTED = 2;
    private static final double GONE = 1;
    private static final double GENERIC = 0.25;
    private static final int MOST_COMPARED = 20;

    private final Map<String, Known> known;
    private final List<Listed> listed;

    Continuation(Map<String, Known> known, List<Listed> listed) {
        this.known = known;
        this.listed = listed;
    }

    /** One with an item in new words, or else the last one, where none has anything in common with the new one; {@code null} where there was none. */
    Recent of(RecentLists recent) {
        if (recent.lists().size() == 1) {
            return recent.lists().get(0);
        }
        Recent best = null;
        double most = -1;
        for (Recent list : recent.lists()) {
            double common = common(list);
            if (common > most) {
                best = list;
                most = common;
            }
        }
        return most > 0
                ? best
                : recent.lists().stream().filter(this::isReworded).findFirst().orElse(best);
    }

    private boolean isReworded(Recent list) {
        List<Known> known = list.listed().stream()
                .map(this.known::get)
                .filter(k -> k != null && k.words != null && !k.isGeneric())
                .limit(MOST_COMPARED)
                .toList();
        return listed.stream().limit(MOST_COMPARED).anyMatch(item -> known.stream()
                .anyMatch(k -> !item.reopens(k) && Likeness.of(k.wording(), item.wording()) >= Likeness.SURE));
    }

    static boolean isFinished(Recent list, Map<String, Known> known) {
        return list.listed().stream()
                .allMatch(id -> !known.containsKey(id) || known.get(id).todo.isCompleted());
    }

    private double common(Recent list) {
        var weights = new HashMap<String, Double>();
        var tasks = new HashMap<String, Double>();
        boolean finished = isFinished(list, known);
        count(list.gone(), GONE, weights, tasks);
        count(list.listed(), LISTED, weights, tasks);
        double common = 0;
        for (Listed item : listed) {
            double weight = Math.max(
                    weights.getOrDefault(item.words, 0.0),
                    item.taskId == null ? 0 : tasks.getOrDefault(item.taskId, 0.0));
            // Work that is open again after a finished list is new work.
            if (weight > 0 && (!finished || item.isCompleted() || weight < LISTED)) {
                common += item.isGeneric() ? GENERIC * weight : weight;
            }
        }
        return common;
    }

    private void count(List<String> ids, double weight, Map<String, Double> weights, Map<String, Double> tasks) {
        for (String id : ids) {
            Known k = known.get(id);
            if (k != null) {
                weights.put(k.words, weight);
                tasks.put(k.todo.taskId(), weight);
            }
        }
    }
}
