package dev.taskhub.agent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a text in a form in which equal words are equal strings. */
final class Words {

    private Words() {}

    /** The runs of letters, digits and their marks in {@code text}, composed and in lower case; in linear time. */
    static List<String> of(String text) {
        if (text == null) {
            return List.of();
        }
        String even = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < even.length(); ) {
            int codePoint = even.codePointAt(i);
            if (!belongsToWord(codePoint)) {
                if (start >= 0) {
                    words.add(even.substring(start, i));
                }
                start = -1;
            } else if (start < 0) {
                start = i;
            }
            i += Character.charCount(codePoint);
        }
        if (start >= 0) {
            words.add(even.substring(start));
        }
        return words;
    }

    private static boolean belongsToWord(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
