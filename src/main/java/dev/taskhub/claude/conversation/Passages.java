package dev.taskhub.claude.conversation;

import dev.taskhub.claude.conversation.ConversationRules.Exclusions;
import dev.taskhub.claude.conversation.Passage.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a message apart into what its author says, without code, quotes, tables, and what machines put in. */
final class Passages {

    private static final Pattern ITEM = Pattern.compile("(?:[-*+•]|\\d{1,3}[.)])\\s+(?:\\[([ xX])]\\s+)?(.*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");
    private static final Pattern BOLD_LINE = Pattern.compile("\\*\\*([^*]{1,80})\\*\\*:?");
    private static final Pattern PLACE_IN_FILE = Pattern.compile("[\\w./\\\\-]{1,200}+:\\d{1,7}+[:-].*");
    private static final Pattern EXCEPTION = Pattern.compile("[\\w.$]{0,200}(?:Error|Exception)\\b.*");
    private static final Pattern CODE_ONLY = Pattern.compile("`[^`]*+`[.,:;]?");
    private static final int LONGEST_LABEL = 80;
    private static final int CODE_INDENT = 4;

    private final Exclusions exclusions;
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean isItem;
    private boolean isInner;
    private int outerIndent;
    private Box box = Box.NONE;
    private String section = "";
    private String label = "";

    private Passages(Exclusions exclusions) {
        this.exclusions = exclusions;
    }

    /** The passages of {@code text} that count, in order; in linear time. */
    static List<Passage> of(String text, Exclusions exclusions) {
        String start = text.stripLeading();
        if (exclusions.texts().stream().anyMatch(start::startsWith)) {
            return List.of();
        }
        return new Passages(exclusions).read(withoutElements(text, exclusions.tags()));
    }

    /** Each excluded element is cut out; one that is not closed, to the end of the text. */
    private static String withoutElements(String text, List<String> tags) {
        var kept = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', Math.max(open + 1, from))) {
            String name = name(text, open + 1);
            if (!name.isEmpty() && tags.stream().anyMatch(tag -> isNamed(tag, name))) {
                kept.append(text, from, open);
                int close = text.indexOf("</" + name, open);
                int end = close < 0 ? -1 : text.indexOf('>', close);
                if (end < 0) {
                    return kept.toString();
                }
                kept.append('\n');
                from = end + 1;
            }
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static String name(String text, int start) {
        int end = start;
        while (end < text.length()
                && end - start < 50
                && (Character.isLetterOrDigit(text.charAt(end)) || "-_".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isNamed(String tag, String name) {
        return tag.endsWith("*") ? name.startsWith(tag.substring(0, tag.length() - 1)) : name.equals(tag);
    }

    private List<Passage> read(String text) {
        String fence = null;
        boolean isAfterBlank = true;
        boolean isInList = false;
        for (String line : text.split("\\R")) {
            String content = line.strip();
            if (fence != null) {
                fence = content.startsWith(fence)
                                && content.replace(fence.substring(0, 1), "").isEmpty()
                        ? null
                        : fence;
            } else if (fence(content) != null) {
                flush();
                fence = fence(content);
            } else if (content.isEmpty()) {
                flush();
                isAfterBlank = true;
            } else if (isLeftOut(content) || isAfterBlank && !isInList && indent(line) >= CODE_INDENT) {
                flush();
            } else {
                isInList = content(content, indent(line), isInList, isAfterBlank);
                isAfterBlank = false;
            }
        }
        flush();
        return passages;
    }

    /** Returns whether the line is part of a list. */
    private boolean content(String content, int indent, boolean isInList, boolean isAfterBlank) {
        Matcher heading = HEADING.matcher(content);
        Matcher bold = BOLD_LINE.matcher(content);
        Matcher item = ITEM.matcher(content);
        if (heading.matches() || bold.matches()) {
            flush();
            section = plain(heading.matches() ? heading.group(1) : bold.group(1));
            label = "";
            return false;
        }
        if (item.matches()) {
            flush();
            if (!isInList) {
                outerIndent = indent;
            }
            isItem = true;
            isInner = indent > outerIndent + 1;
            box = item.group(1) == null ? Box.NONE : item.group(1).isBlank() ? Box.OPEN : Box.TICKED;
            open.append(item.group(2));
            return true;
        }
        if (isInList && (indent > outerIndent || !isAfterBlank && isItem)) {
            open.append(' ').append(content);
            return true;
        }
        if (open.isEmpty() && content.endsWith(":") && content.length() <= LONGEST_LABEL) {
            label = plain(content.substring(0, content.length() - 1));
            return false;
        }
        if (open.isEmpty()) {
            label = "";
        }
        open.append(open.isEmpty() ? "" : " ").append(content);
        return false;
    }

    private void flush() {
        String text = plain(open.toString());
        if (!text.isEmpty()) {
            passages.add(new Passage(text, isItem, isInner, box, section, label));
        }
        open.setLength(0);
        isItem = false;
        isInner = false;
        box = Box.NONE;
    }

    private boolean isLeftOut(String content) {
        String lower = content.toLowerCase(Locale.ROOT);
        return content.startsWith(">")
                || content.startsWith("|")
                || CODE_ONLY.matcher(content).matches()
                || EXCEPTION.matcher(content).matches()
                || PLACE_IN_FILE.matcher(content).matches()
                || exclusions.lines().stream().anyMatch(lower::startsWith);
    }

    private static String fence(String content) {
        for (String mark : List.of("```", "~~~")) {
            if (content.startsWith(mark)) {
                int end = mark.length();
                while (end < content.length() && content.charAt(end) == mark.charAt(0)) {
                    end++;
                }
                return content.indexOf(mark.charAt(0), end) < 0 ? content.substring(0, end) : null;
            }
        }
        return null;
    }

    private static int indent(String line) {
        int indent = 0;
        for (int i = 0; i < line.length() && Character.isWhitespace(line.charAt(i)); i++) {
            indent += line.charAt(i) == '\t' ? CODE_INDENT : 1;
        }
        return indent;
    }

    private static String plain(String text) {
        return text.replace("**", "").replace("__", "").strip();
    }
}
