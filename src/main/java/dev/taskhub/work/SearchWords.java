package dev.taskhub.work;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a search: runs of letters and digits, so that nothing in them means anything to a database. */
final class SearchWords {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern ALIAS = Pattern.compile("\\s*[Tt]-(\\d{1,18})\\s*");
    private static final int MOST = 20;

    private SearchWords() {}

    /** The first {@value #MOST} words of {@code text}, none of {@code null}. */
    static List<String> of(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(BETWEEN.split(text))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST)
                        .toList();
    }

    /** The number of the alias that {@code text} is, or {@code null}. */
    static Long aliasNumber(String text) {
        Matcher alias = ALIAS.matcher(text);
        return alias.matches() ? Long.valueOf(alias.group(1)) : null;
    }

    static String forSqlite(List<String> words) {
        return words.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" "));
    }

    static String forPostgres(List<String> words) {
        return words.stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
    }

    /** {@code text} for a LIKE that escapes with an exclamation mark. */
    static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
