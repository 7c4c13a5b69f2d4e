package dev.taskhub.claude;

import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Matching.Identified;
import dev.taskhub.claude.Pairing.Known;
import dev.taskhub.claude.Pairing.Listed;
import dev.taskhub.claude.Pairing.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the known items of an agent's list in its new list. Claude Code gives items no lasting id and writes the whole
 * list each time, so identity is found step by step, the surest sign first: a tag such as {@code [T-123]}, the same
 * words, the same active form, the same old id, words that are alike, and at last the same neighbours.
 *
 * <p>Two items taken for one lose work, one taken for two only shows it twice: in doubt an item is new. Words go before
 * ids: an id is the model's own numbering, which starts anew when the model rewrites its list.
 */
final class TodoMatching {

    private static final Pattern ORDINAL = Pattern.compile("todo-(\\d{1,18})");
    private static final double CERTAIN = 1;
    private static final double BY_ACTIVE_FORM = 0.9;
    private static final double BY_ID = 0.85;
    private static final double RELATED = 0.5;
    private static final int MOST_COMPARED = 20;

    private final Pairing pairing;

    private TodoMatching(Pairing pairing) {
        this.pairing = pairing;
    }

    /**
     * A list with problems drops nothing and is not searched for neighbours, for a known todo that seems to be missing
     * may be one of the bad items.
     *
     * @param known all items ever seen of the container, in the order of {@link KnownTodos#of}
     * @param recent the lists that were written into it lately
     * @param taskIds the id of the task behind each alias that exists
     */
    static Matching match(List<KnownTodo> known, TodoList list, RecentLists recent, Map<String, String> taskIds) {
        RecentLists lists = recent.orOf(known);
        var matching = new TodoMatching(new Pairing(known, list.items(), lists, taskIds));
        matching.pairTagged();
        matching.pairEqual();
        matching.pairByActiveForm();
        matching.pairById();
        var alike = new AlikeTodos(matching.pairing);
        boolean anchored = matching.pairing.isAnchored();
        alike.pairByWords();
        if (!anchored && matching.pairing.isAnchored()) {
            alike.pairByWords();
        } else if (!anchored) {
            alike.pairAllByWords();
        }
        if (list.isWhole()) {
            alike.pairByPlace();
            matching.partGenericSteps();
        }
        List<Identified> identified = matching.identified();
        return new Matching(
                identified, list.isWhole() ? matching.dropped() : List.of(), matching.after(lists, identified));
    }

    private void pairTagged() {
        for (Listed item : pairing.listed) {
            if (item.taskId != null) {
                pairing.freeKnown()
                        .filter(k -> item.taskId.equals(k.todo.taskId()))
                        .findFirst()
                        .ifPresent(k -> pairing.pair(item, k, By.TAG, CERTAIN));
                item.free = false;
            }
        }
    }

    /** Pairs the same words in the order of both lists, what stands in the list that is continued before all other. */
    private void pairEqual() {
        pairEqual((item, k) -> item.hasIdOf(k) && mayBe(item, k));
        pairEqual((item, k) -> k.place == Place.LISTED && !item.reopens(k));
        pairEqual((item, k) -> k.place == Place.LISTED && mayBe(item, k));
        pairEqual((item, k) -> k.place == Place.GONE && mayBe(item, k));
        pairEqual(this::mayBe);
    }

    private void pairEqual(BiPredicate<Listed, Known> rule) {
        var byWords = new HashMap<String, List<Known>>();
        pairing.freeKnown().filter(k -> k.words != null).forEach(k -> byWords.computeIfAbsent(
                        k.words, words -> new ArrayList<>())
                .add(k));
        pairing.freeListed().forEach(item -> byWords.getOrDefault(item.words, List.of()).stream()
                .filter(k -> k.free && rule.test(item, k))
                .findFirst()
                .ifPresent(k -> pairing.pair(item, k, By.CONTENT, CERTAIN)));
    }

    /** Whether an item in the same words may be the known one, rather than the same step of new work. */
    private boolean mayBe(Listed item, Known k) {
        if (k.place == Place.ELSEWHERE && k.isGeneric()) {
            return false;
        }
        if (!item.reopens(k)) {
            return true;
        }
        return k.place == Place.LISTED && (!pairing.finished || !k.isGeneric() && isSentAgain());
    }

    /** Whether a finished list is sent once more, with what was done in it still done. */
    private boolean isSentAgain() {
        return pairing.paired()
                .anyMatch(item -> item.isCompleted() && item.known.place == Place.LISTED && !item.known.isGeneric());
    }

    private void pairByActiveForm() {
        for (Listed item :
                pairing.freeListed().filter(i -> i.activeForm() != null).toList()) {
            pairing.freeKnown()
                    .filter(k -> k.place == Place.LISTED && !item.reopens(k) && !areTwins(k, item))
                    .filter(k -> item.activeForm().equals(k.activeForm()))
                    .findFirst()
                    .ifPresent(k -> pairing.pair(item, k, By.ACTIVE_FORM, BY_ACTIVE_FORM));
        }
    }

    /** An id tells something as long as the items in the same words have kept theirs. */
    private void pairById() {
        boolean kept = pairing.paired().allMatch(item -> item.oldId == null || item.hasIdOf(item.known));
        if (!kept || pairing.finished || !pairing.isAnchored()) {
            return;
        }
        for (Listed item : pairing.freeListed().filter(i -> i.oldId != null).toList()) {
            pairing.freeKnown()
                    .filter(k -> k.place == Place.LISTED && !item.reopens(k) && !areTwins(k, item))
                    .filter(item::hasIdOf)
                    .findFirst()
                    .ifPresent(k -> pairing.pair(item, k, By.ID, BY_ID));
        }
    }

    private static boolean areTwins(Known k, Listed item) {
        return k.words != null && Likeness.contradict(k.wording(), item.wording());
    }

    /** Steps such as "run the tests" tell nothing when the rest of the list is about other work. */
    private void partGenericSteps() {
        if (pairing.isAnchored()) {
            return;
        }
        List<Listed> other = pairing.freeListed()
                .filter(item -> !item.isGeneric())
                .limit(MOST_COMPARED)
                .toList();
        List<Known> left = pairing.freeKnown()
                .filter(k -> k.place != Place.ELSEWHERE && k.isOpen() && k.words != null)
                .limit(MOST_COMPARED)
                .toList();
        boolean related = other.stream()
                .anyMatch(item -> left.stream().anyMatch(k -> Likeness.share(k.wording(), item.wording()) >= RELATED));
        if (!other.isEmpty() && !left.isEmpty() && !related) {
            pairing.paired()
                    .filter(item -> item.by == By.CONTENT && item.isPendingStill(item.known))
                    .toList()
                    .forEach(pairing::part);
        }
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
            String externalId = known == null ? item.oldId : known.externalId();
            if (known == null && (externalId == null || !ids.add(externalId))) {
                externalId = "todo-" + ++ordinal;
            }
            listed.add(new Identified(item.item, externalId, known, item.by, item.confidence, item.taskId));
        }
        return listed;
    }

    private List<KnownTodo> dropped() {
        return pairing.freeKnown()
                .filter(k -> k.todo.isLinked() && k.isOpen())
                .map(k -> k.todo)
                .toList();
    }

    private RecentLists after(RecentLists before, List<Identified> identified) {
        boolean continues = identified.isEmpty()
                || pairing.paired().map(item -> item.known.place).anyMatch(place -> place != Place.ELSEWHERE);
        return before.after(
                continues ? pairing.continued : null,
                identified.stream().map(Identified::externalId).toList());
    }
}
