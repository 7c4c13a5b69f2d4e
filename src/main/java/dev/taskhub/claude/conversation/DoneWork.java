package dev.taskhub.claude.conversation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an answer says was done. */
final class DoneWork {

    /** The share of a request's words that a sentence on what was done must have, so that it means the request. */
    private static final double MEANS_IT = 0.6;

    private static final double SAME_WORDS = 0.8;
    private static final int STEM = 5;
    private static final int SHORTEST_WORD = 4;
    private static final int FEWEST_STEMS = 3;
    private static final int SHORTEST_REPORT = 3;
    private static final Set<String> NEGATIONS = Set.of("not", "without", "yet", "never", "except", "only");

    private final List<Set<String>> sentences;
    private final boolean isAllDone;

    DoneWork(List<Passage> answer, List<Phrase> done) {
        this.sentences = new ArrayList<>();
        boolean isAllDone = false;
        boolean isFirst = true;
        for (Passage passage : answer) {
            boolean isBelowDone =
                    isDone(Sentence.of(passage.label()), done) || isDone(Sentence.of(passage.section()), done);
            for (Sentence sentence : Sentence.of(passage.text())) {
                if (!isNegated(sentence) && (isBelowDone || isDone(List.of(sentence), done))) {
                    sentences.add(stems(sentence, SHORTEST_WORD));
                    isAllDone |= isFirst && sentence.words().size() <= SHORTEST_REPORT;
                }
                isFirst = false;
            }
        }
        this.isAllDone = isAllDone;
    }

    /** Whether the answer reports {@code request} as done, by its words or by a plain "Done." at its beginning. */
    boolean covers(Sentence request, boolean isDeferred) {
        Set<String> wanted = stems(request, SHORTEST_WORD);
        return isAllDone && !isDeferred
                || !wanted.isEmpty()
                        && sentences.stream()
                                .anyMatch(sentence -> common(wanted, sentence) >= MEANS_IT * wanted.size());
    }

    /** Whether two titles name the same work in almost the same words; "step 1" and "step 2" are two. */
    static boolean isSame(Sentence some, Sentence other) {
        Set<String> someStems = stems(some, SHORTEST_WORD);
        Set<String> otherStems = stems(other, SHORTEST_WORD);
        if (Math.min(someStems.size(), otherStems.size()) < FEWEST_STEMS) {
            // "drop the a" and "drop the b" differ in short words only
            someStems = stems(some, 1);
            otherStems = stems(other, 1);
        }
        long common = common(someStems, otherStems);
        return common >= SAME_WORDS * (someStems.size() + otherStems.size() - common)
                && numbers(someStems).equals(numbers(otherStems));
    }

    private static Set<String> numbers(Set<String> stems) {
        return stems.stream().filter(DoneWork::isNumbered).collect(Collectors.toSet());
    }

    private static boolean isNumbered(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private static boolean isDone(List<Sentence> sentences, List<Phrase> done) {
        return sentences.stream()
                .anyMatch(
                        sentence -> !sentence.isQuestion() && done.stream().anyMatch(phrase -> phrase.isIn(sentence)));
    }

    private static boolean isNegated(Sentence sentence) {
        return sentence.words().stream()
                .anyMatch(word -> NEGATIONS.contains(word.text()) || word.text().endsWith("n't"));
    }

    private static long common(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).count();
    }

    /** The beginnings of words, so that "validate" and "validates" are one; code and what holds a digit counts as it is. */
    private static Set<String> stems(Sentence sentence, int shortestWord) {
        var stems = new HashSet<String>();
        for (Sentence.Word word : sentence.words()) {
            if (word.isOpaque()) {
                stems.add(sentence.text().substring(word.start(), word.end()));
            } else if (isNumbered(word.text())) {
                stems.add(word.text());
            } else if (word.text().length() >= shortestWord) {
                stems.add(word.text().substring(0, Math.min(STEM, word.text().length())));
            }
        }
        return stems;
    }
}
