package dev.taskhub.quick;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One run of characters between blanks.
 *
 * @param text as written
 * @param start where it begins in the line
 * @param quoted stands in quotes or in backticks, at least in part
 */
record Token(String text, int start, boolean quoted) {

    private static final String OPENING = "`\"“«";
    private static final String CLOSING = "`\"”»";
    private static final String ENDING = ".,;!:|";

    int end() {
        return start + text.length();
    }

    /** The text in lower case without the punctuation that ends a piece of a sentence. */
    String word() {
        return withoutEnding(text).toLowerCase(Locale.ROOT);
    }

    /** {@code text} without the punctuation at its end, but for its first character. */
    static String withoutEnding(String text) {
        int end = text.length();
        while (end > 1 && ENDING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    boolean endsWithAnyOf(String characters) {
        return characters.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** The tokens of {@code line}, in linear time. */
    static List<Token> of(String line) {
        BitSet quoted = quoted(line);
        var tokens = new ArrayList<Token>();
        int start = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || isBlank(line.charAt(i))) {
                if (i > start) {
                    int touched = quoted.nextSetBit(start);
                    tokens.add(new Token(line.substring(start, i), start, touched >= 0 && touched < i));
                }
                start = i + 1;
            }
        }
        return tokens;
    }

    private static BitSet quoted(String line) {
        var quoted = new BitSet(line.length());
        var unclosed = new BitSet(OPENING.length());
        for (int i = 0; i < line.length(); i++) {
            int kind = OPENING.indexOf(line.charAt(i));
            if (kind >= 0 && !unclosed.get(kind)) {
                int close = line.indexOf(CLOSING.charAt(kind), i + 1);
                if (close < 0) {
                    // not looked for again, or a line of opening quotes would take quadratic time
                    unclosed.set(kind);
                } else {
                    quoted.set(i, close + 1);
                    i = close;
                }
            } else if (line.charAt(i) == '\'' && (i == 0 || isBlank(line.charAt(i - 1)))) {
                int close = line.indexOf('\'', i + 1);
                if (close < 0) {
                    return quoted;
                }
                if (close + 1 == line.length() || !Character.isLetterOrDigit(line.charAt(close + 1))) {
                    quoted.set(i, close + 1);
                    i = close;
                }
            }
        }
        return quoted;
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }
}
