package dev.taskhub.claude.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern of words, as the rules write it: {@code we|i still? need|have to ...}. Words stand as they are, in any case;
 * {@code |} separates choices; {@code ?} behind a word says that it may be missing; {@code *} before or behind a word stands
 * for any letters, and alone for up to three words; {@code ^} first stands for the sentence's beginning; {@code ...} is what
 * is to be done, any number of words. A sentence is matched in time linear in its length, with a factor that the limits on a
 * phrase bound: no phrase that an operator writes can stop the hub.
 */
final class Phrase {

    private static final int MOST_PARTS = 12;
    private static final int GAP = 3;

    private record Part(List<String> choices, boolean isOptional) {

        boolean isRest() {
            return choices.equals(List.of("..."));
        }

        boolean isGap() {
            return choices.equals(List.of("*"));
        }

        boolean takes(String word) {
            for (String choice : choices) {
                if (takes(choice, word)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean takes(String choice, String word) {
            if (choice.startsWith("*")) {
                return word.length() >= choice.length() && word.endsWith(choice.substring(1));
            }
            return choice.endsWith("*")
                    ? word.startsWith(choice.substring(0, choice.length() - 1))
                    : word.equals(choice);
        }
    }

    /** The words of a sentence from {@code start} to before {@code end}. */
    record Span(int start, int end) {}

    private final boolean isAtStart;
    private final List<Part> parts;

    private Phrase(boolean isAtStart, List<Part> parts) {
        this.isAtStart = isAtStart;
        this.parts = parts;
    }

    /**
     * The phrase that {@code text} describes.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Phrase of(String text) {
        var parts = new ArrayList<Part>();
        var words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        boolean isAtStart = words.get(0).equals("^");
        for (String word : isAtStart ? words.subList(1, words.size()) : words) {
            parts.add(part(word));
        }
        if (parts.stream().allMatch(part -> part.isOptional() || part.isGap() || part.isRest())) {
            throw new IllegalArgumentException("holds no word that must be there, so it would match everything");
        }
        if (parts.stream().filter(Part::isRest).count() > 1
                || parts.stream().filter(Part::isGap).count() > 1) {
            throw new IllegalArgumentException("holds \"...\" or \"*\" more than once");
        }
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("has more than " + MOST_PARTS + " words");
        }
        return new Phrase(isAtStart || parts.get(0).isRest(), List.copyOf(parts));
    }

    private static Part part(String word) {
        boolean isOptional = word.length() > 1 && word.endsWith("?");
        var choices = List.of((isOptional ? word.substring(0, word.length() - 1) : word).split("\\|", -1));
        if (choices.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("has an empty choice in \"" + word + "\"");
        }
        if (choices.size() > 1 && (choices.contains("*") || choices.contains("..."))
                || choices.contains("^")
                || choices.stream()
                        .anyMatch(choice -> choice.length() > 1
                                && choice.indexOf('*', 1) >= 0
                                && choice.indexOf('*', 1) < choice.length() - 1)) {
            throw new IllegalArgumentException("\"" + word + "\" is no word");
        }
        return new Part(choices, isOptional);
    }

    /** Whether {@code ...} says where the work is named; otherwise the whole sentence names it. */
    boolean namesTheWork() {
        return parts.stream().anyMatch(Part::isRest);
    }

    /** The words at {@code ...}, or all of them for a phrase without it, when the phrase stands in {@code sentence}. */
    Optional<Span> in(Sentence sentence) {
        var words = sentence.words();
        for (int start = 0; start < words.size() && (start == 0 || !isAtStart); start++) {
            Span rest = match(words, 0, start, new Span(0, words.size()));
            if (rest != null) {
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    boolean isIn(Sentence sentence) {
        return in(sentence).isPresent();
    }

    private Span match(List<Sentence.Word> words, int index, int position, Span found) {
        if (index == parts.size()) {
            return found;
        }
        Part part = parts.get(index);
        if (part.isRest()) {
            return rest(words, index, position);
        }
        if (part.isGap()) {
            for (int next = position; next <= Math.min(position + GAP, words.size()); next++) {
                Span match = match(words, index + 1, next, found);
                if (match != null) {
                    return match;
                }
            }
            return null;
        }
        if (position < words.size() && part.takes(words.get(position).text())) {
            Span match = match(words, index + 1, position + 1, found);
            if (match != null) {
                return match;
            }
        }
        return part.isOptional() ? match(words, index + 1, position, found) : null;
    }

    private Span rest(List<Sentence.Word> words, int index, int position) {
        if (index == parts.size() - 1) {
            return position < words.size() ? new Span(position, words.size()) : null;
        }
        for (int end = position + 1; end <= words.size(); end++) {
            Span match = match(words, index + 1, end, new Span(position, end));
            if (match != null) {
                return match;
            }
        }
        return null;
    }
}
