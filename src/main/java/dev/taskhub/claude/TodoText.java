package dev.taskhub.claude;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a todo without what an agent changes at will. */
final class TodoText {

    private static final Pattern TAG = Pattern.compile("\\s*\\[(T-\\d{1,18})]", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERING = Pattern.compile("(?:[-*•]|\\(?\\d{1,6}(?:\\.\\d{1,6})*[.):])\\s+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
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
        return content.indexOf('[') < 0
                ? content.strip()
                : TAG.matcher(content).replaceAll("").strip();
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
}
