package dev.taskhub.claude;

import dev.taskhub.claude.Assignment.Pair;
import dev.taskhub.claude.Matching.By;
import dev.taskhub.claude.Pairing.Known;
import dev.taskhub.claude.Pairing.Listed;
import dev.taskhub.claude.Pairing.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pairs what is left over of two lists by words that are alike, and by the place between neighbours that are known. */
final class AlikeTodos {

    private static final double ALIKE_IN_PLACE = 0.2;
    private static final double ALIKE_IN_CROWD = 0.35;
    private static final double FOR_PLACE = 0.4;
    private static final double FOR_ALIKE = 0.5;
    private static final double FOR_LISTED = 0.1;
    private static final double FOR_FALLING_BACK = 0.1;
    private static final double SLIGHT_EDIT = 0.5;
    // What is compared is bounded, so that a long list that is written anew costs little.
    private static final int MOST_WITH_A_WORD = 50;
    private static final int MOST_COMPARED = 8;
    private static final int MOST_BETWEEN = 12;

    private final Pairing pairing;

    AlikeTodos(Pairing pairing) {
        this.pairing = pairing;
    }

    /** Pairs what the words alone tell, wherever it stands. Generic steps go second, once other pairs tell that they may. */
    void pairByWords() {
        pairByWords(pairing.isAnchored());
    }

    /** Pairs generic steps, too, where the new list is the one before, step by step, in more words. */
    void pairAllByWords() {
        if (pairing.finished) {
            return;
        }
        List<Listed> before = pairing.freeListed().toList();
        pairByWords(true);
        List<Listed> come =
                before.stream().filter(item -> item.by == By.SIMILARITY).toList();
        long steps = Math.max(
                pairing.listed.size(),
                pairing.known.stream().filter(k -> k.place == Place.LISTED).count());
        if (come.size() < 2 || come.size() * 2 < steps) {
            come.forEach(pairing::part);
        }
    }

    private void pairByWords(boolean anchored) {
        List<Known> known = pairing.freeKnown()
                .filter(k -> k.words != null && isComparable(k, anchored))
                .toList();
        List<Listed> listed = pairing.freeListed().toList();
        Map<String, List<Integer>> byWord = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            for (String word : new LinkedHashSet<>(known.get(i).wording().stem())) {
                byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(i);
            }
        }
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < listed.size(); i++) {
            for (int candidate : candidates(listed.get(i), known, byWord)) {
                Known k = known.get(candidate);
                double likeness = likeness(k, listed.get(i));
                if (likeness >= Likeness.SURE && (k.place == Place.LISTED || isSlightEdit(k, listed.get(i)))) {
                    pairs.add(new Pair(i, candidate, likeness + (k.place == Place.LISTED ? FOR_LISTED : 0)));
                }
            }
        }
        for (Pair pair : Assignment.best(pairs)) {
            Known k = known.get(pair.known());
            pairing.pair(
                    listed.get(pair.listed()),
                    k,
                    By.SIMILARITY,
                    pair.score() - (k.place == Place.LISTED ? FOR_LISTED : 0));
        }
    }

    private boolean isComparable(Known k, boolean anchored) {
        return switch (k.place) {
            case LISTED -> anchored || !k.isGeneric();
            case GONE -> k.isOpen() && (anchored || !k.isGeneric());
            case ELSEWHERE -> k.isOpen() && !k.isGeneric();
        };
    }

    /** The known items that have most words in common with this one, and half of all at least. */
    private static List<Integer> candidates(Listed item, List<Known> known, Map<String, List<Integer>> byWord) {
        var shared = new HashMap<Integer, Integer>();
        for (String word : item.wording().all()) {
            List<Integer> with = byWord.getOrDefault(word, List.of());
            if (with.size() <= MOST_WITH_A_WORD) {
                with.forEach(i -> shared.merge(i, 1, Integer::sum));
            }
        }
        int words = item.wording().all().size();
        return shared.entrySet().stream()
                .filter(entry -> entry.getValue() * 2
                        >= Math.min(
                                words,
                                known.get(entry.getKey()).wording().stem().size()))
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_COMPARED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Pairs what stands between the same neighbours, as far as the words do not tell otherwise. */
    void pairByPlace() {
        if (!pairing.isAnchored()) {
            return;
        }
        var run = new ArrayList<Listed>();
        int from = 0;
        for (Listed item : List.copyOf(pairing.listed)) {
            if (item.free) {
                run.add(item);
            } else if (item.known != null && item.known.place == Place.LISTED) {
                pairBetween(run, from, item.known.index);
                from = item.known.index + 1;
                run.clear();
            }
        }
        pairBetween(run, from, Integer.MAX_VALUE);
    }

    private void pairBetween(List<Listed> run, int from, int to) {
        List<Known> between = pairing.freeKnown()
                .filter(k -> k.place == Place.LISTED && k.words != null && k.index >= from && k.index < to)
                .filter(Known::isOpen)
                .toList();
        if (run.size() > MOST_BETWEEN || between.size() > MOST_BETWEEN) {
            return;
        }
        boolean single = run.size() == 1 && between.size() == 1;
        List<Pair> pairs = IntStream.range(0, run.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, between.size())
                        .mapToObj(j -> new Pair(i, j, likeness(between.get(j), run.get(i)))))
                .filter(pair -> pair.score() >= (single ? ALIKE_IN_PLACE : ALIKE_IN_CROWD))
                .toList();
        Assignment.best(pairs)
                .forEach(pair -> pairing.pair(
                        run.get(pair.listed()),
                        between.get(pair.known()),
                        By.NEIGHBOURS,
                        FOR_PLACE + FOR_ALIKE * pair.score()));
        if (single && between.get(0).free && mayBeReworded(between.get(0), run.get(0))) {
            pairing.pair(run.get(0), between.get(0), By.NEIGHBOURS, FOR_PLACE);
        }
    }

    /** Quite other words in the same place are the same work when that has just been begun or done. */
    private static boolean mayBeReworded(Known k, Listed item) {
        return item.advances(k) && likeness(k, item) >= 0;
    }

    /** What comes back, or comes from another list, has nothing but its words to tell. */
    private static boolean isSlightEdit(Known k, Listed item) {
        return Likeness.share(k.wording(), item.wording()) >= SLIGHT_EDIT;
    }

    private static double likeness(Known k, Listed item) {
        if (item.reopens(k)) {
            return Likeness.TWINS;
        }
        return Likeness.of(k.wording(), item.wording()) - (item.fallsBack(k) ? FOR_FALLING_BACK : 0);
    }
}
