package dev.taskhub.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How likely two wordings mean one todo, going by their words alone. Words that were added or left out narrow or extend a
 * todo; words that stand in the place of others make it another one.
 */
final class Likeness {

    /** The two look alike and are not: they differ in just what tells todos apart. */
    static final double TWINS = -1;

    /** From here on the words alone tell that it is one todo. */
    static final double SURE = 0.8;

    private static final double KEPT = 0.95;
    private static final double KEPT_GENERIC = 0.85;
    private static final double SHORTENED = 0.9;
    private static final double NEW_REMARK = 0.9;
    private static final double OTHER_REMARK = 0.6;
    private static final double MOST_REWORDED = 0.75;
    private static final double ALMOST_ALL = 0.5;
    private static final int LONGEST_ABBREVIATION = 4;

    private final Wording before;
    private final Wording after;
    private final List<String> removed;
    private final List<String> added;

    private Likeness(Wording before, Wording after) {
        this.before = before;
        this.after = after;
        this.removed = without(before.stem(), after.all(), after.stem());
        this.added = without(after.stem(), before.all(), before.stem());
    }

    /** From 0, no word in common, to 1, the same words; or {@link #TWINS}. */
    static double of(Wording before, Wording after) {
        return new Likeness(before, after).value();
    }

    /** The share of words in common, from 0 to 1, whatever tells the two apart. */
    static double share(Wording before, Wording after) {
        return new Likeness(before, after).share();
    }

    /** Whether the two cannot be one todo even if something else than their words says so. */
    static boolean contradict(Wording before, Wording after) {
        var likeness = new Likeness(before, after);
        return likeness.value() == TWINS && (likeness.isOtherWork() || likeness.share() >= ALMOST_ALL);
    }

    private double value() {
        int common = common();
        if (isOtherWork()) {
            return TWINS;
        }
        if (removed.isEmpty() && added.isEmpty()) {
            return common == 0 ? 0 : remarks();
        }
        if (removed.isEmpty()) {
            return common == 0 ? 0 : before.isGeneric() ? KEPT_GENERIC : KEPT;
        }
        if (added.isEmpty()) {
            boolean told = common > 1 && !after.isGeneric() || !after.remark().isEmpty();
            return told ? SHORTENED : MOST_REWORDED;
        }
        return common > 0 && (isOneReplaced() || isEachReplaced()) ? TWINS : Math.min(share(), MOST_REWORDED);
    }

    private double share() {
        int common = common();
        return common == 0 ? 0 : (double) common / (common + removed.size() + added.size());
    }

    /** Whether the two differ in what is done, in a number that names something, or in words that exclude each other. */
    private boolean isOtherWork() {
        boolean action = before.action() != null
                && after.action() != null
                && !before.action().equals(after.action());
        boolean name =
                removed.stream().anyMatch(TodoWords::isName) && added.stream().anyMatch(TodoWords::isName);
        boolean contrary = Stream.concat(removed.stream(), added.stream()).anyMatch(TodoWords::isNegation);
        return action || name || contrary || areOpposite();
    }

    /** How likely it is one todo where only the remark is another one. */
    private double remarks() {
        Set<String> other = after.all();
        if (before.remark().isEmpty() || after.remark().isEmpty()) {
            return KEPT;
        }
        List<String> left = before.remark().stream()
                .filter(word -> !other.contains(word) && !TodoWords.isName(word))
                .toList();
        List<String> come = after.remark().stream()
                .filter(word -> !before.all().contains(word) && !TodoWords.isName(word))
                .toList();
        if (left.isEmpty() || come.isEmpty()) {
            return NEW_REMARK;
        }
        return before.isAside() && after.isAside() ? OTHER_REMARK : TWINS;
    }

    private boolean areOpposite() {
        return removed.stream().anyMatch(some -> added.stream().anyMatch(other -> TodoWords.areOpposite(some, other)));
    }

    private int common() {
        return before.stem().size() - removed.size();
    }

    /** Whether all that differs is one passage in the same surroundings, which is another object. */
    private boolean isOneReplaced() {
        List<String> some = before.stem();
        List<String> other = after.stem();
        int start = 0;
        int shorter = Math.min(some.size(), other.size());
        while (start < shorter && TodoWords.areSame(some.get(start), other.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && TodoWords.areSame(some.get(some.size() - 1 - end), other.get(other.size() - 1 - end))) {
            end++;
        }
        List<String> left = some.subList(start, some.size() - end);
        List<String> come = other.subList(start, other.size() - end);
        boolean whole =
                left.stream().allMatch(removed::contains) && come.stream().allMatch(added::contains);
        // Another verb in front of the same object may be another word for the same.
        boolean verb = start == 0 && left.size() == 1 && come.size() == 1;
        return whole && !verb;
    }

    /** Whether both say the same of other objects, one for one. */
    private boolean isEachReplaced() {
        List<String> some = before.stem();
        List<String> other = after.stem();
        return some.size() == other.size()
                && TodoWords.areSame(some.get(0), other.get(0))
                && IntStream.range(0, some.size())
                        .allMatch(i -> TodoWords.areSame(some.get(i), other.get(i))
                                || removed.contains(some.get(i)) && added.contains(other.get(i)));
    }

    private static List<String> without(List<String> words, Set<String> all, List<String> others) {
        var left = new ArrayList<String>();
        for (String word : words) {
            if (!all.contains(word) && !hasFormOf(word, all) && !isAbbreviated(word, words, others)) {
                left.add(word);
            }
        }
        return left;
    }

    private static boolean hasFormOf(String word, Set<String> all) {
        for (String other : all) {
            if (TodoWords.areSame(word, other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the one text has the initials of words of the other one, as CI for continuous integration. */
    private static boolean isAbbreviated(String word, List<String> words, List<String> others) {
        if (hasInitials(others, word, null)) {
            return true;
        }
        for (String other : others) {
            if (other.length() <= LONGEST_ABBREVIATION && !words.contains(other) && hasInitials(words, other, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasInitials(List<String> words, String initials, String among) {
        int length = initials.length();
        if (length < 2 || length > LONGEST_ABBREVIATION) {
            return false;
        }
        for (int start = 0; start + length <= words.size(); start++) {
            List<String> run = words.subList(start, start + length);
            if ((among == null || run.contains(among)) && areInitials(run, initials)) {
                return true;
            }
        }
        return false;
    }

    private static boolean areInitials(List<String> run, String initials) {
        for (int i = 0; i < run.size(); i++) {
            if (run.get(i).charAt(0) != initials.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
