package dev.taskhub.claude;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a todo as they are compared: what is to be done, and the remark behind it that agents add and change as the
 * work goes on, as in "Fix type errors (12 remaining)" or "Check disk usage: 91 %".
 *
 * @param stem the words of what is to be done, without fillers and endings, in their order
 * @param remark the words of the remark, likewise
 * @param all the words of both
 * @param isAside whether all of the remark stands in brackets or behind a dash, and so is no part of what is to be done
 * @param action what is to be done to the object, as {@link TodoWords#action} names it, or {@code null}
 */
record Wording(List<String> stem, List<String> remark, Set<String> all, boolean isAside, String action) {

    private static final int MOST_WORDS = 60;
    private static final Pattern STEP =
            Pattern.compile("(?:step|phase|stage|part|task|schritt|phase|teil|aufgabe) \\d{1,4}\\s?[:.)–—-] ?(?=\\S)");
    private static final Pattern BRACKETS = Pattern.compile("[(\\[][^()\\[\\]]*[)\\]]?");
    private static final Pattern REMARK = Pattern.compile("(?<=[^\\s:])(?::| -+>?| –| —| →| =>|;|,) ");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[._-][\\p{L}\\p{N}]+)*");
    private static final Pattern COUNTED =
            Pattern.compile(" (?:more|remaining|left|open|weitere|offene)\\b| (?:\\p{L}+ )?\\p{L}+s\\b");
    private static final Pattern PROGRESS = Pattern.compile("(?<=s )\\d+ ?(?:/|of|von) ?\\d+|\\d+ ?%");
    private static final int LONGEST_COUNT = 3;

    /** @param normalised a text as {@link TodoText#normalised} gives it */
    static Wording of(String normalised) {
        Matcher step = STEP.matcher(normalised);
        String text = step.lookingAt() ? normalised.substring(step.end()) : normalised;
        var asides = new ArrayList<String>();
        var words = new ArrayList<String>();
        Matcher brackets = BRACKETS.matcher(text);
        while (brackets.find()) {
            add(brackets.group(), asides);
        }
        String open = brackets.replaceAll(" ").strip();
        Matcher mark = REMARK.matcher(open);
        boolean marked = mark.find();
        add(marked ? open.substring(0, mark.start()) : open, words);
        boolean dashed = marked && mark.group().strip().matches("[-–—→=>]+");
        boolean aside = dashed || !marked;
        if (marked) {
            add(open.substring(mark.end()), asides);
        }
        if (words.isEmpty()) {
            words.addAll(asides);
            asides.clear();
        }
        var all = new LinkedHashSet<>(words);
        all.addAll(asides);
        return new Wording(List.copyOf(words), List.copyOf(asides), all, aside, action(words));
    }

    /** Whether it says nothing that would tell it from a step of any other work, as "run the tests". */
    boolean isGeneric() {
        return stem.stream().allMatch(TodoWords::isGeneric);
    }

    private static void add(String withProgress, List<String> words) {
        boolean numbers = withProgress.chars().anyMatch(Character::isDigit);
        String text = numbers ? PROGRESS.matcher(withProgress).replaceAll(" ") : withProgress;
        Matcher word = WORD.matcher(text);
        String before = null;
        while (words.size() < MOST_WORDS && word.find()) {
            String found = word.group();
            // "Option A" has a name at its end.
            boolean filler = TodoWords.isFiller(found) && (found.length() > 1 || !word.hitEnd());
            if (!filler && !isCount(found, before, text, word.end())) {
                words.add(TodoWords.stem(found));
            }
            before = found;
        }
    }

    /** Whether it only counts what is to be done, as in "fix 12 tests"; in "batch 12" it is a name. */
    private static boolean isCount(String word, String before, String text, int end) {
        boolean behindAction =
                before == null || TodoWords.isFiller(before) || TodoWords.action(TodoWords.stem(before)) != null;
        return word.length() <= LONGEST_COUNT
                && word.chars().allMatch(Character::isDigit)
                && behindAction
                && COUNTED.matcher(text).region(end, text.length()).lookingAt();
    }

    private static String action(List<String> words) {
        for (String word : words) {
            String action = TodoWords.action(word);
            if (action != null) {
                // German puts the verb last, English first: one in between is an object, as in "update the build".
                return word.equals(words.get(0)) || word.equals(words.get(words.size() - 1)) ? action : null;
            }
        }
        return null;
    }
}
