package dev.taskhub.claude;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Matching.Identified;
import dev.taskhub.claude.Pairing.Known;
import dev.taskhub.claude.Pairing.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the known items of an agent's list in its new list. Claude Code gives items no lasting id and writes the whole
 * list each time, so identity is found step by step, the surest sign first: a tag such as {@code [T-123]}, the same
 * words, the same active form, the same old id, nearly the same words, and at last the same neighbours.
 *
 * <p>Words go before ids: an id is the model's own numbering, which starts anew when the model rewrites its list.
 */
final class TodoMatching {

    private static final Pattern ORDINAL = Pattern.compile("todo-(\\d{1,18})");
    private static final double ALIKE = 0.8;
    private static final double REOPENING = 0.15;
    private static final double SAME_PLACE = 0.05;
    // Every item is compared with every other one left over, so their number is bounded.
    private static final int MOST_COMPARED = 500;

    private final Pairing pairing;

    private TodoMatching(Pairing pairing) {
        this.pairing = pairing;
    }

    /**
     * A list with problems drops nothing and is not searched for neighbours, for a known todo that seems to be missing
     * may be one of the bad items.
     *
     * @param known all items ever seen of the list, in the order of {@link KnownTodos#of}
     * @param taskIds the id of the task behind each alias that exists
     */
    static Matching match(List<KnownTodo> known, TodoList list, Map<String, String> taskIds) {
        var matching = new TodoMatching(new Pairing(known, list.items(), taskIds));
        matching.pairTagged();
        matching.pairEqual();
        matching.pairAlike();
        if (!list.isWhole()) {
            return new Matching(matching.identified(), List.of());
        }
        matching.pairBetweenNeighbours();
        return new Matching(matching.identified(), matching.dropped());
    }

    private void pairTagged() {
        pairing.pairEqual(By.TAG, k -> true, k -> k.todo.taskId(), item -> item.taskId);
        pairing.freeListed().filter(item -> item.taskId != null).toList().forEach(item -> item.free = false);
    }

    private void pairEqual() {
        record IdAndWords(String externalId, String words) {}
        pairing.pairEqual(
                By.CONTENT,
                k -> true,
                k -> new IdAndWords(k.todo.externalId(), k.words),
                item -> new IdAndWords(ofOldId(item.item), item.words));
        pairing.pairEqualForward(By.CONTENT, Known::isLinked, k -> k.words, item -> item.words);
        pairing.pairEqual(By.CONTENT, Known::isLinked, k -> k.words, item -> item.words);
        pairing.pairEqual(By.CONTENT, k -> true, k -> k.words, item -> item.words);
        pairing.pairEqualForward(By.ACTIVE_FORM, Known::isLinked, Known::activeForm, Listed::activeForm);
        pairing.pairEqualForward(By.ID, Known::isLinked, k -> k.todo.externalId(), item -> ofOldId(item.item));
    }

    private void pairAlike() {
        record Likeness(Listed item, Known known, double score) {}
        List<Known> left =
                pairing.freeKnown().filter(k -> k.isLinked() && k.words != null).toList();
        left = left.subList(Math.max(0, left.size() - MOST_COMPARED), left.size());
        var wordsOfKnown = new HashMap<Known, Set<String>>();
        left.forEach(k -> wordsOfKnown.put(k, TodoText.words(k.words)));
        var likenesses = new ArrayList<Likeness>();
        for (Listed item : pairing.freeListed().limit(MOST_COMPARED).toList()) {
            Set<String> words = TodoText.words(item.words);
            for (Known k : left) {
                double score = TodoText.similarity(words, wordsOfKnown.get(k)) - (item.reopens(k) ? REOPENING : 0);
                if (score >= ALIKE) {
                    likenesses.add(new Likeness(item, k, score + (item.index == k.index ? SAME_PLACE : 0)));
                }
            }
        }
        // The sort is stable, so equal scores pair in the order of both lists.
        likenesses.sort(Comparator.comparingDouble(Likeness::score).reversed());
        likenesses.stream()
                .filter(likeness -> likeness.item.free && likeness.known.free)
                .forEach(likeness -> pairing.pair(likeness.item, likeness.known, By.SIMILARITY));
    }

    /** A new item between two known ones is the one open item that stood between them, if there is just one. */
    private void pairBetweenNeighbours() {
        record Gap(Listed item, List<Known> known) {}
        List<Gap> gaps = pairing.freeListed()
                .map(item -> new Gap(item, openBetweenNeighbours(item.index)))
                .filter(gap -> gap.known.size() == 1)
                .toList();
        gaps.stream()
                .filter(gap -> gap.known.get(0).free)
                .forEach(gap -> pairing.pair(gap.item, gap.known.get(0), By.NEIGHBOURS));
    }

    private List<Known> openBetweenNeighbours(int index) {
        int last = pairing.listed.size() - 1;
        Known before = index == 0 ? null : pairing.listed.get(index - 1).known;
        Known after = index == last ? null : pairing.listed.get(index + 1).known;
        boolean known = (index == 0 || before != null) && (index == last || after != null) && last > 0;
        int from = before == null ? 0 : before.index + 1;
        int to = after == null ? pairing.known.size() : after.index;
        if (!known || from >= to) {
            return List.of();
        }
        return pairing.known.subList(from, to).stream()
                .filter(TodoMatching::isOpen)
                .toList();
    }

    private List<Identified> identified() {
        var ids = new HashSet<String>();
        pairing.known.forEach(k -> ids.add(k.todo.externalId()));
        long ordinal = ids.stream()
                .map(ORDINAL::matcher)
                .filter(Matcher::matches)
                .mapToLong(id -> Long.parseLong(id.group(1)))
                .max()
                .orElse(0);
        var listed = new ArrayList<Identified>();
        for (Listed item : pairing.listed) {
            KnownTodo known = item.known == null ? null : item.known.todo;
            String externalId = known == null ? ofOldId(item.item) : known.externalId();
            if (known == null && (externalId == null || !ids.add(externalId))) {
                externalId = "todo-" + ++ordinal;
            }
            listed.add(new Identified(item.item, externalId, known, item.by, item.taskId));
        }
        return listed;
    }

    private List<KnownTodo> dropped() {
        return pairing.freeKnown().filter(TodoMatching::isOpen).map(k -> k.todo).toList();
    }

    private static boolean isOpen(Known known) {
        return known.free && known.isLinked() && !known.todo.isCompleted();
    }

    private static String ofOldId(TodoItem item) {
        return item.id() == null ? null : "id-" + item.id();
    }
}
