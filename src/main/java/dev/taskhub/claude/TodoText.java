package dev.taskhub.claude;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What two wordings of a todo have in common. */
final class TodoText {

    private static final Pattern TAG = Pattern.compile("\\s*\\[(T-\\d{1,18})]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERING = Pattern.compile("(?:[-*•]|\\(?\\d{1,6}(?:\\.\\d{1,6})*[.):])\\s+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String TRAILING = " .,;:!?。、";

    private TodoText() {}

    /** The alias in {@code content} when it names exactly one; a text that names two tasks is neither of them. */
    static Optional<String> alias(String content) {
        List<String> aliases = TAG.matcher(content)
                .results()
                .map(tag -> tag.group(1).toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
        return aliases.size() == 1 ? Optional.of(aliases.get(0)) : Optional.empty();
    }

    static String withoutTag(String content) {
        return TAG.matcher(content).replaceAll("").strip();
    }

    /**
     * The text with everything removed that an agent changes without meaning another todo: case, width, blanks, leading
     * numbering, trailing punctuation, tags. Where nothing would be left, the text in lower case.
     */
    static String normalised(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String plain = BLANKS.matcher(withoutTag(folded)).replaceAll(" ").strip();
        var numbering = NUMBERING.matcher(plain);
        int start = numbering.lookingAt() ? numbering.end() : 0;
        int end = plain.length();
        while (end > start && TRAILING.indexOf(plain.charAt(end - 1)) >= 0) {
            end--;
        }
        return end > start ? plain.substring(start, end) : folded;
    }

    /** The words of a normalised text. */
    static Set<String> words(String normalised) {
        return Arrays.stream(BETWEEN_WORDS.split(normalised))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * The share of words that two texts have in common, from 0 to 1 (Jaccard). Texts that differ in a number are never
     * alike: "step 1" and "step 2" are two todos.
     */
    static double similarity(Set<String> some, Set<String> others) {
        long common = some.stream().filter(others::contains).count();
        if (common == 0 || differInNumber(some, others) || differInNumber(others, some)) {
            return 0;
        }
        return (double) common / (some.size() + others.size() - common);
    }

    private static boolean differInNumber(Set<String> some, Set<String> others) {
        return some.stream()
                .anyMatch(word -> !others.contains(word) && word.chars().anyMatch(Character::isDigit));
    }
}
