package dev.taskhub.quick;

import dev.taskhub.quick.Part.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reading of one line. Parts are taken off its end, then off its beginning; what stands in between is the title, in
 * which only mentions count.
 */
final class QuickReading {

    /** The longest is "by the end of the next quarter" with an hour behind it. */
    private static final int LONGEST_PHRASE = 9;

    private static final int LONGEST_WORD = 60;

    /** Words from each end of the line in which parts are looked for. */
    private static final int REACH = 100;

    private static final String SEPARATORS = ",;|";
    private static final Set<String> DASHES = Set.of("-", "–", "—", "|", ",", ";");

    /** A mention behind one of these is a word of the sentence: "write docs for #backend". */
    private static final Set<String> CONNECTING = Set.of(
            "a", "an", "the", "for", "of", "to", "from", "with", "without", "by", "in", "on", "at", "about", "into",
            "and", "or", "as", "via", "per", "like", "than", "vs", "against", "since", "after", "before", "our", "my",
            "your", "his", "her", "their", "its", "is", "are", "was", "this", "that", "these", "those", "until", "not");

    /** A mention before one of these is a word of the sentence too: "#backend is down". */
    private static final Set<String> JOINING =
            Set.of("and", "or", "is", "are", "was", "were", "has", "needs", "must", "should", "does", "to");

    private static final Set<String> DUE_WORDS = Set.of("by", "due", "deadline", "until", "till", "in", "within", "at");

    private static final Pattern LIKE_A_DATE = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}-])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|yesterday"
                    + "|next (?:week|month|quarter|year)|in \\w{1,9} (?:minute|hour|day|week|month|year)s?"
                    + "|[12]\\d{3}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}"
                    + "|(?:by|due|on|until) (?:\\d{1,2}[./]\\d{1,2}|(?:the )?\\d{1,2}(?:st|nd|rd|th))"
                    + "|" + DueDay.MONTHS + " \\d{1,2}|\\d{1,2}(?:st|nd|rd|th|\\.)? " + DueDay.MONTHS
                    + ")(?![\\p{L}\\p{N}])");

    /** Tokens from {@code start} to before {@code end}. */
    private record Span(int start, int end) {}

    private final String line;
    private final Parts parts;
    private final List<Token> tokens;
    private final boolean[] taken;
    private final Understanding understanding = new Understanding();

    QuickReading(String line, Collection<String> agents, LocalDate today) {
        this.line = line == null ? "" : line;
        this.parts = new Parts(agents, today);
        this.tokens = Token.of(this.line);
        this.taken = new boolean[tokens.size()];
    }

    QuickTask task() {
        int end = takeFromEnd();
        int start = takeFromStart(end);
        takeMentions(start, end);
        String title = title();
        if (title.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Understanding.titleOnly(joined(0, tokens.size()));
        }
        noteWhatIsLikeADate();
        return understanding.task(title);
    }

    private int takeFromEnd() {
        int end = tokens.size();
        Span level = null;
        int stop = Math.max(0, end - REACH);
        while (end > stop) {
            int size = 0;
            Part part = null;
            for (int length = Math.min(LONGEST_PHRASE, end); length > 0 && part == null; length--) {
                part = partBefore(end, length).orElse(null);
                size = length;
            }
            if (part == null) {
                if (!isPassedOver(tokens.get(end - 1))) {
                    break;
                }
                end--;
            } else if (!understanding.take(part, end - size)) {
                if (part.kind() == Kind.PRIORITY && level != null) {
                    giveBack(level);
                }
                break;
            } else {
                if (!part.isMention() || !isConnecting(end - size - 1)) {
                    mark(end - size, end);
                }
                level = part.kind() == Kind.PRIORITY && !part.isMarked() ? new Span(end - size, end) : level;
                end -= size;
            }
        }
        return end;
    }

    /** "Compare low, medium, high" is a list, and no level of it is the task's. */
    private void giveBack(Span level) {
        Arrays.fill(taken, level.start(), level.end(), false);
        understanding.giveBackPriority();
    }

    /** The part that the {@code length} tokens before {@code end} are, if they stand where such a part may stand. */
    private Optional<Part> partBefore(int end, int length) {
        int start = end - length;
        return part(start, end)
                .filter(part -> part.isMarked()
                        ? !isSwallowed(part, start)
                        : start > 0 && (isApart(start) || isBracketed(start, end)));
    }

    /** "Look at what was merged on Friday" and "the logs of today" speak of a day on which nothing is due. */
    private boolean isSwallowed(Part part, int start) {
        if (part.kind() != Kind.DUE || start == 0 || isApart(start)) {
            return false;
        }
        String phrase = tokens.get(start).word();
        String before = tokens.get(start - 1).word();
        return phrase.equals("on") ? before.endsWith("ed") : !DUE_WORDS.contains(phrase) && isConnecting(start - 1);
    }

    private boolean isApart(int start) {
        Token before = tokens.get(start - 1);
        return before.endsWithAnyOf(SEPARATORS) || DASHES.contains(before.text()) || isMarkedBefore(start);
    }

    private boolean isMarkedBefore(int end) {
        for (int length = 1; length <= Math.min(LONGEST_PHRASE, end); length++) {
            if (part(end - length, end).filter(Part::isMarked).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean isBracketed(int start, int end) {
        return "([".indexOf(tokens.get(start).text().charAt(0)) >= 0
                && tokens.get(end - 1).endsWithAnyOf(")]");
    }

    private int takeFromStart(int end) {
        int start = 0;
        while (start < Math.min(end, REACH)) {
            int length = Math.min(LONGEST_PHRASE, end - start);
            Part part = null;
            while (length > 0 && (part = openingPart(start, start + length)) == null) {
                length--;
            }
            if (part == null || !understanding.take(part, start)) {
                break;
            }
            mark(start, start + length);
            start += length;
        }
        return start;
    }

    /** A mention, a mark such as {@code !!!}, or whatever is set off from the sentence by a colon, comma or brackets. */
    private Part openingPart(int start, int end) {
        boolean isOneWord = end - start == 1;
        boolean isSetOff = tokens.get(end - 1).endsWithAnyOf(":") || isBracketed(start, end);
        return part(start, end)
                .filter(part -> isSetOff
                        || isOneWord && part.isMarked() && part.kind() != Kind.DUE && !isJoined(end)
                        || part.kind() == Kind.DUE && tokens.get(end - 1).endsWithAnyOf(","))
                .orElse(null);
    }

    private void takeMentions(int start, int end) {
        for (int i = start; i < end; i++) {
            boolean isSigned = "#@".indexOf(tokens.get(i).text().charAt(0)) >= 0;
            Part part = isSigned ? part(i, i + 1).filter(Part::isMention).orElse(null) : null;
            if (part != null && understanding.take(part, i) && !isConnecting(i - 1) && !isJoined(i + 1)) {
                mark(i, i + 1);
            }
        }
    }

    private Optional<Part> part(int start, int end) {
        for (int i = start; i < end; i++) {
            Token token = tokens.get(i);
            boolean isInside = i < end - 1;
            if (token.quoted()
                    || token.text().length() > LONGEST_WORD
                    || isInside && token.endsWithAnyOf(",;|") && !isYearBehind(i, end)) {
                return Optional.empty();
            }
        }
        String written = joined(start, end);
        if (isBracketed(start, end)) {
            written = written.substring(1, written.length() - 1);
        }
        String stripped = Token.withoutEnding(written);
        return parts.of(written).or(() -> parts.of(stripped));
    }

    /** The comma in "Dec 4, 2026". */
    private boolean isYearBehind(int i, int end) {
        return i + 1 < end && tokens.get(i + 1).word().matches("[12]\\d{3}");
    }

    /** Something that is left in the title without ending the parts: a name nobody has, or an issue's number. */
    private boolean isPassedOver(Token token) {
        return !token.quoted()
                        && token.word().length() > 1
                        && "@#".indexOf(token.text().charAt(0)) >= 0
                || DASHES.contains(token.text());
    }

    private boolean isConnecting(int i) {
        return i >= 0 && CONNECTING.contains(tokens.get(i).text().toLowerCase(Locale.ROOT));
    }

    private boolean isJoined(int i) {
        return i < tokens.size() && JOINING.contains(tokens.get(i).text().toLowerCase(Locale.ROOT));
    }

    private void mark(int start, int end) {
        Arrays.fill(taken, start, end, true);
    }

    /** The words that were not taken, with the blanks that stood between them. */
    private String title() {
        var title = new StringBuilder();
        int last = -1;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                if (last >= 0) {
                    title.append(last == i - 1 ? between(last, i) : " ");
                }
                title.append(tokens.get(i).text());
                last = i;
            }
        }
        boolean isCut = last >= 0 && last < taken.length - 1;
        int end = title.length();
        while (isCut && end > 0 && ",;|-–— ".indexOf(title.charAt(end - 1)) >= 0) {
            end--;
        }
        return title.substring(0, end);
    }

    private String joined(int start, int end) {
        var text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(i == start ? "" : " ").append(tokens.get(i).text());
        }
        return text.toString();
    }

    /** The blanks between two tokens; a line break, or whatever else is no plain space, is one space. */
    private String between(int first, int second) {
        String blanks =
                line.substring(tokens.get(first).end(), tokens.get(second).start());
        return blanks.isBlank() && blanks.chars().allMatch(blank -> blank == ' ') ? blanks : " ";
    }

    private void noteWhatIsLikeADate() {
        if (understanding.hasDueDay()) {
            return;
        }
        var words = new StringBuilder();
        for (int i = 0; i < taken.length; i++) {
            words.append(
                            taken[i] || tokens.get(i).quoted()
                                    ? ","
                                    : tokens.get(i).text())
                    .append(' ');
        }
        Matcher found = LIKE_A_DATE.matcher(words);
        if (found.find()) {
            understanding.leave(found.group(), "looks like a date");
        }
    }
}
