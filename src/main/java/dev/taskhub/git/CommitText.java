package dev.taskhub.git;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A commit's message without what is only quoted in it: lines behind {@code >}, fenced code, diffs, and what stands between
 * quotation marks or backticks.
 */
final class CommitText {

    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern DIFF = Pattern.compile("diff --(git|cc|combined) .*|@@+ .* @@+.*");
    private static final Pattern DIFF_LINE = Pattern.compile(
            "|[ +\\-@\\\\].*|(index|new file|deleted file|old mode|new mode|mode|similarity|dissimilarity|rename|copy|Binary) .*");
    private static final Pattern QUOTED = Pattern.compile(
            "`[^`\\n]*`|\"[^\"\\n]*\"|“[^”\\n]*”|«[^»\\n]*»|(?<![\\p{L}\\p{N}])'[^'\\n]*'(?![\\p{L}\\p{N}])");

    private static final String NUMBER = "([1-9]\\d{0,17})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}]|\\.\\d)";
    private static final String TASK = "(?<![\\p{L}\\p{N}_-])[Tt]-" + NUMBER;
    private static final String HASHED = "(?<![\\p{L}\\p{N}_/])#" + NUMBER;
    private static final String CLOSING = "[\\])]?(?:\\([^()\\s]{0,500}\\))?";
    private static final String BETWEEN = "(?:\\s*[,;&+/]\\s*(?:and\\s+)?|\\s+and\\s+|[ \\t]+)";

    // "#7" is one of ours only beside a T-number: alone it is an issue of the place where the repository lies.
    private static final String LIST =
            "[\\[(]?" + TASK + CLOSING + "(?:" + BETWEEN + "[\\[(]?(?:" + TASK + "|" + HASHED + ")" + CLOSING + ")*+";

    private static final Pattern ADDRESS = Pattern.compile("]\\([^()\\s]{0,500}\\)");
    private static final Pattern MENTION = Pattern.compile(TASK);
    private static final Pattern LISTED = Pattern.compile("(?:[Tt]-|#)" + NUMBER);
    private static final Pattern TRAILER = Pattern.compile(
            "^tasks?[ \\t]*:[ \\t]*(" + LIST + ")[ \\t.]*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern FINISH = Pattern.compile(
            "(?<![\\p{L}\\p{N}_-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?:[ \\t]*:\\s{0,3}|\\s{1,3})"
                    + "(?:(?:the\\s+)?(?:task|issue|ticket)s?\\s+)?(" + LIST + ")",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_SO = Pattern.compile(
            "(?:(?:\\b(?:not|never|cannot)|n['’]t)\\s+(?:\\w+\\s+)?|\\b(?:to|without|partly|partially|almost)\\s+"
                    + "|\\b(?:todo|fixme)\\s*:?\\s+|\\[ ]\\s+)$",
            Pattern.CASE_INSENSITIVE);
    private static final int BEFORE = 40;
    private static final Pattern REVERT =
            Pattern.compile("^This reverts commit ([0-9a-f]{7,64})\\b", Pattern.MULTILINE);

    private final String text;

    CommitText(String message) {
        this.text = QUOTED.matcher(withoutQuotedLines(message)).replaceAll(" ");
    }

    /** The numbers of the tasks that a keyword or a trailer finishes. */
    Set<Long> finished() {
        var numbers = new LinkedHashSet<Long>();
        Matcher finish = FINISH.matcher(text);
        while (finish.find()) {
            if (!NOT_SO.matcher(text.substring(Math.max(0, finish.start() - BEFORE), finish.start()))
                    .find()) {
                numbers.addAll(numbers(LISTED, finish.group(1)));
            }
        }
        TRAILER.matcher(text).results().forEach(trailer -> numbers.addAll(numbers(LISTED, trailer.group(1))));
        return numbers;
    }

    /** The numbers of all tasks that are named. */
    Set<Long> mentioned() {
        return numbers(MENTION, text);
    }

    /** The hashes of the commits that are said to be taken back. */
    List<String> reverts() {
        return REVERT.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Set<Long> numbers(Pattern pattern, String text) {
        return pattern.matcher(ADDRESS.matcher(text).replaceAll("]"))
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String withoutQuotedLines(String message) {
        var kept = new StringBuilder();
        boolean fenced = false;
        boolean diff = false;
        for (String line : message.lines().toList()) {
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
                continue;
            }
            diff = DIFF.matcher(line).matches()
                    || diff && DIFF_LINE.matcher(line).matches();
            if (!fenced && !diff && !line.stripLeading().startsWith(">")) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }
}
