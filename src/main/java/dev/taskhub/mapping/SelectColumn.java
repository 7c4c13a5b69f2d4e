package dev.taskhub.mapping;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;

/**
 * One of the declared names. Upper and lower case and outer blanks do not matter when reading; the normal form is the
 * name as it is written.
 */
final class SelectColumn implements Column {

    private final Map<String, String> nameByChoice;
    private final Map<String, String> choiceByName = new HashMap<>();
    private final Map<String, String> nameBySpelling = new HashMap<>();

    /**
     * @param nameByChoice for each of the hub's choices the name written, in the order in which a name that stands for
     *     several choices is read as the first
     * @param alsoRead further names and the choice each stands for
     */
    SelectColumn(Map<String, String> nameByChoice, Map<String, String> alsoRead) {
        this.nameByChoice = nameByChoice;
        nameByChoice.forEach((choice, name) -> {
            choiceByName.putIfAbsent(name, choice);
            accept(name, name);
        });
        alsoRead.forEach((name, choice) -> accept(name, nameByChoice.get(choice)));
    }

    /** What all spellings of a name that count as the same have in common. */
    static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object normalise(Object raw) {
        if (!(raw instanceof String text)) {
            return NONE;
        }
        String name = nameBySpelling.get(text);
        if (name == null) {
            name = nameBySpelling.get(fold(text));
        }
        if (name == null) {
            return text.isBlank() ? null : NONE;
        }
        return name;
    }

    @Override
    public Object toHub(Object normal) {
        return choiceByName.get(normal);
    }

    @Override
    public Object toRemote(Object hub) {
        Object name = nameByChoice.get(hub);
        return name == null ? NONE : name;
    }

    @Override
    public String expected() {
        return "one of " + String.join(", ", new LinkedHashSet<>(nameByChoice.values()));
    }

    private void accept(String spelling, String name) {
        nameBySpelling.put(spelling, name);
        nameBySpelling.put(fold(spelling), name);
    }
}
