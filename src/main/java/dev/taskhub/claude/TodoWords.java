package dev.taskhub.claude;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is known of words, from {@code claude/todo-words.yaml}, and when two of them are the same or exclude one another. */
final class TodoWords {

    private static final String FILE = "/claude/todo-words.yaml";
    private static final List<String> REVERSING =
            List.of("down", "dis", "ent", "non", "de", "en", "ex", "im", "in", "un", "up");
    private static final int SHORTEST_CORE = 3;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "en", "s", "e", "n");
    private static final String VOWELS = "aeiou";
    private static final int SHORTEST_STEM = 3;
    private static final int LONG_ENOUGH = 4;
    private static final int STEM = 5;
    private static final int LONGEST_ENDING = 3;

    private static final Set<String> FILLERS;
    private static final Map<String, String> ACTIONS = new HashMap<>();
    private static final Map<String, String> SYNONYMS = new HashMap<>();
    private static final Map<String, Integer> OPPOSITES = new HashMap<>();
    private static final Set<String> GENERIC;
    private static final Set<String> NEGATIONS;

    static {
        Map<String, Object> file = read();
        FILLERS = words(file.get("fillers")).collect(Collectors.toSet());
        ((Map<?, ?>) file.get("actions"))
                .forEach((action, words) -> words(words).forEach(word -> ACTIONS.put(bare(word), (String) action)));
        for (Object words : (List<?>) file.get("synonyms")) {
            String first = bare(words(words).findFirst().orElseThrow());
            words(words).forEach(word -> SYNONYMS.put(bare(word), first));
        }
        List<?> opposites = (List<?>) file.get("opposites");
        for (int i = 0; i < opposites.size(); i++) {
            int group = i;
            words(opposites.get(i)).forEach(word -> OPPOSITES.put(stem(word), group));
        }
        NEGATIONS = words(file.get("negations")).map(TodoWords::stem).collect(Collectors.toSet());
        GENERIC = words(file.get("generic")).map(TodoWords::stem).collect(Collectors.toSet());
    }

    private TodoWords() {}

    static boolean isFiller(String word) {
        return FILLERS.contains(word);
    }

    /** The word as it is compared: without its ending, and as the first of its synonyms. */
    static String stem(String word) {
        String bare = bare(word);
        return SYNONYMS.getOrDefault(bare, bare);
    }

    /** What a stem does, as the lexicon calls it, or {@code null} for none of the known actions. */
    static String action(String stem) {
        return ACTIONS.get(stem);
    }

    static boolean isGeneric(String stem) {
        return GENERIC.contains(stem) || ACTIONS.containsKey(stem);
    }

    /** Whether two stems are forms of one word. */
    static boolean areSame(String some, String other) {
        if (some.equals(other)) {
            return true;
        }
        String action = ACTIONS.get(some);
        if (action != null && action.equals(ACTIONS.get(other))) {
            return true;
        }
        int common = 0;
        int shorter = Math.min(some.length(), other.length());
        int longer = Math.max(some.length(), other.length());
        while (common < shorter && some.charAt(common) == other.charAt(common)) {
            common++;
        }
        boolean forms =
                common == shorter && common >= LONG_ENOUGH || common >= STEM && longer - common <= LONGEST_ENDING;
        return forms && !hasDigit(some) && !hasDigit(other) && !areOpposite(some, other);
    }

    /** Whether a todo with the one word is another one than that with the other in its place. */
    static boolean areOpposite(String some, String other) {
        if (some.equals(other)) {
            return false;
        }
        Integer group = OPPOSITES.get(some);
        if (group != null && group.equals(OPPOSITES.get(other))) {
            return true;
        }
        String core = core(some);
        String otherCore = core(other);
        boolean both = core.length() < some.length() && otherCore.length() < other.length();
        return core.equals(other) || otherCore.equals(some) || both && core.equals(otherCore);
    }

    /** The word without what turns it into its contrary, as "lock" of "unlock". */
    private static String core(String word) {
        for (String prefix : REVERSING) {
            if (word.startsWith(prefix) && word.length() >= prefix.length() + SHORTEST_CORE) {
                return word.substring(prefix.length());
            }
        }
        return word;
    }

    /** Whether it names one of several, as the number of a step or the letter of a variant. */
    static boolean isName(String word) {
        return word.length() == 1 || hasDigit(word);
    }

    /** Whether it turns what is said into its contrary. */
    static boolean isNegation(String word) {
        return NEGATIONS.contains(word);
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private static String bare(String word) {
        if (hasDigit(word)) {
            return word;
        }
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() >= SHORTEST_STEM + ending.length()) {
                return single(word.substring(0, word.length() - ending.length()));
            }
        }
        return single(word);
    }

    /** The word with one consonant at its end where it has the same one twice, as "run" of "running". */
    private static String single(String word) {
        int last = word.length() - 1;
        boolean twice = last > 0 && word.charAt(last) == word.charAt(last - 1) && VOWELS.indexOf(word.charAt(last)) < 0;
        return twice ? word.substring(0, last) : word;
    }

    private static Stream<String> words(Object text) {
        return Arrays.stream(((String) text).strip().split("\\s+"));
    }

    private static Map<String, Object> read() {
        try (InputStream file = TodoWords.class.getResourceAsStream(FILE)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
