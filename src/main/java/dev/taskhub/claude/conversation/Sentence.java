package dev.taskhub.claude.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One sentence.
 *
 * @param text as written
 * @param words what phrases are compared with, in order
 */
record Sentence(String text, List<Word> words) {

    /** A longer one is no sentence, and is not looked at. */
    private static final int MOST_WORDS = 80;

    /** What stands in quotes or is code; no phrase names it. */
    private static final String OPAQUE = "\u0000";

    private static final String QUOTES = "`\"“«'";
    private static final String ENDS = "`\"”»'";
    private static final String INNER = "'-_/.@#&+";
    private static final Set<String> ABBREVIATIONS = Set.of("e.g", "i.e", "etc", "vs", "cf", "approx", "resp", "incl");

    /**
     * @param text in lower case, with straight apostrophes; a colon is a word, other punctuation is none
     * @param start where it begins in the sentence
     */
    record Word(String text, int start, int end) {

        boolean isOpaque() {
            return text.equals(OPAQUE);
        }
    }

    boolean isQuestion() {
        return text.endsWith("?") || text.endsWith("？");
    }

    /** The sentences of {@code paragraph}, which holds no line breaks; in linear time. */
    static List<Sentence> of(String paragraph) {
        var sentences = new ArrayList<Sentence>();
        var words = new ArrayList<Word>();
        int start = 0;
        int i = 0;
        while (i < paragraph.length()) {
            char character = paragraph.charAt(i);
            int close = QUOTES.indexOf(character) < 0 ? -1 : close(paragraph, i);
            if (close > 0) {
                words.add(new Word(OPAQUE, i - start, close + 1 - start));
                i = close + 1;
            } else if (Character.isLetterOrDigit(character)) {
                int end = endOfWord(paragraph, i);
                String word = paragraph.substring(i, end).replace('’', '\'').toLowerCase(Locale.ROOT);
                words.add(new Word(word, i - start, end - start));
                i = end;
            } else {
                i++;
                if (isBreak(paragraph, i)) {
                    if (character == ':') {
                        words.add(new Word(":", i - 1 - start, i - start));
                    } else if (".!?;".indexOf(character) >= 0 && !isAbbreviation(words, character)) {
                        add(sentences, paragraph.substring(start, i), words);
                        words = new ArrayList<>();
                        start = i;
                    }
                }
            }
        }
        add(sentences, paragraph.substring(start), words);
        return sentences;
    }

    private static void add(List<Sentence> sentences, String text, List<Word> words) {
        if (!words.isEmpty() && words.size() <= MOST_WORDS) {
            sentences.add(new Sentence(text.stripTrailing(), List.copyOf(words)));
        }
    }

    /** Where the quote that opens at {@code i} ends, or -1 where it is none; looked for as far as a sentence may reach. */
    private static int close(String text, int i) {
        char end = ENDS.charAt(QUOTES.indexOf(text.charAt(i)));
        int limit = Math.min(text.length(), i + 500);
        for (int j = i + 1; j < limit; j++) {
            boolean isEnd = text.charAt(j) == end
                    && (end != '\'' || j + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(j + 1)));
            if (isEnd) {
                return j;
            }
        }
        return -1;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end))
                        || Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK
                        || (INNER.indexOf(text.charAt(end)) >= 0 || text.charAt(end) == '’')
                                && end + 1 < text.length()
                                && Character.isLetterOrDigit(text.charAt(end + 1)))) {
            end++;
        }
        return end;
    }

    private static boolean isBreak(String text, int i) {
        return i == text.length() || Character.isWhitespace(text.charAt(i));
    }

    private static boolean isAbbreviation(List<Word> words, char character) {
        return character == '.'
                && !words.isEmpty()
                && ABBREVIATIONS.contains(words.get(words.size() - 1).text());
    }
}
