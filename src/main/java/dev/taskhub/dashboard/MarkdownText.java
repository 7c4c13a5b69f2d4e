package dev.taskhub.dashboard;

import com.samskivert.mustache.Mustache;

/**
 * Makes any text show as itself, on one line, inside a cell of a GitHub Markdown table or in running Markdown.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown, sections 2.4, 4.10 and 6.9</a>
 */
final class MarkdownText implements Mustache.Escaper {

    private static final String ACTIVE = "\\`*_[]|~$";
    private static final String ACTIVE_AT_START = "#+-=";

    @Override
    public String escape(String raw) {
        String line = oneLine(raw);
        StringBuilder text = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                default -> {
                    if (ACTIVE.indexOf(c) >= 0
                            || i == 0 && ACTIVE_AT_START.indexOf(c) >= 0
                            || endsListNumber(line, i)
                            || startsLink(line, i)) {
                        text.append('\\');
                    }
                    text.append(c);
                }
            }
        }
        return text.toString();
    }

    /** {@code raw} with each run of white space and control characters as one space, and nothing that turns direction. */
    static String oneLine(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        raw.codePoints().forEach(codePoint -> {
            if (Character.isWhitespace(codePoint)
                    || Character.isSpaceChar(codePoint)
                    || Character.isISOControl(codePoint)) {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                }
            } else if (!turnsDirection(codePoint)) {
                text.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? 0xFFFD : codePoint);
            }
        });
        return text.toString().stripTrailing();
    }

    /** "1. " and "1) " would open a list. */
    private static boolean endsListNumber(String line, int i) {
        char c = line.charAt(i);
        return (c == '.' || c == ')')
                && i > 0
                && i < 10
                && line.chars().limit(i).allMatch(digit -> digit >= '0' && digit <= '9')
                && (i + 1 == line.length() || line.charAt(i + 1) == ' ');
    }

    /** GitHub turns bare addresses into links and shows the escapes inside them, so addresses stay plain text. */
    private static boolean startsLink(String line, int i) {
        return line.charAt(i) == ':' && line.startsWith("//", i + 1)
                || line.charAt(i) == '.' && i >= 3 && line.regionMatches(true, i - 3, "www", 0, 3);
    }

    /** Left open by a title, these would mirror the rest of the line. */
    private static boolean turnsDirection(int codePoint) {
        return codePoint >= 0x202A && codePoint <= 0x202E || codePoint >= 0x2066 && codePoint <= 0x2069;
    }
}
