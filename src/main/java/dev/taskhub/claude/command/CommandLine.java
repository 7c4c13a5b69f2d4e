package dev.taskhub.claude.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code /task}: a verb, and words that are taken as they are, whatever they mean to a shell.
 *
 * @param verb in lower case, {@code help} when nothing is there
 */
record CommandLine(String verb, String words) {

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern ALIAS = Pattern.compile("[Tt]-\\d{1,18}(?!\\S)");
    // A number alone is a task's; before other words it is theirs: "complete 3 of 5 tests".
    private static final Pattern NUMBER = Pattern.compile("#?\\d{1,18}");

    static CommandLine of(String arguments) {
        Matcher line = LINE.matcher(arguments.strip());
        return line.matches()
                ? new CommandLine(line.group(1).toLowerCase(Locale.ROOT), line.group(2))
                : new CommandLine("help", "");
    }

    /**
     * Words that may begin with a task's alias.
     *
     * @param id the alias or number, or {@code null} when none is there
     */
    record Named(String id, String text) {}

    static Named named(String words) {
        Matcher alias = ALIAS.matcher(words);
        if (alias.lookingAt()) {
            return new Named(alias.group(), words.substring(alias.end()).strip());
        }
        return NUMBER.matcher(words).matches() ? new Named(words, "") : new Named(null, words);
    }
}
