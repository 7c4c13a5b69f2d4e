package dev.taskhub.mapping;

/**
 * The normal form of text: what every system and store can hold, spelled one way.
 *
 * <p>Line ends become {@code \n}. Trailing white space goes (AirTable adds a newline to rich text; half-typed words end
 * in a blank), leading white space stays (Markdown gives it meaning). U+0000, which PostgreSQL cannot store, goes; half a
 * surrogate pair, which UTF-8 cannot carry, becomes U+FFFD. Other control characters stay.
 */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** The normal form, {@code null} when nothing is left; {@code text} itself when it is in normal form. */
    static String normal(String text) {
        String clean = isClean(text) ? text : cleaned(text);
        String normal = clean.stripTrailing();
        return normal.isEmpty() ? null : normal;
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!startsPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (startsPair(text, i)) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append(REPLACEMENT);
            } else if (c != 0) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static boolean startsPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
