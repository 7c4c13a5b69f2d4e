package dev.taskhub.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the hub, and with it Convex and the agents, calls the people who are users of AirTable. */
final class People {

    static final String SECTION = "people";

    static final People NOBODY = new People(Map.of(), Map.of());

    private static final String EMAIL = "email";
    private static final List<String> KEYS = List.of(EMAIL, "id");

    /** For each key, the value of each name, and the name of each value. */
    private final Map<String, Map<String, String>> valueByName;

    private final Map<String, Map<String, String>> nameByValue;

    private People(Map<String, Map<String, String>> valueByName, Map<String, Map<String, String>> nameByValue) {
        this.valueByName = valueByName;
        this.nameByValue = nameByValue;
    }

    /** The people of a mapping file; nobody when it names none. */
    static People read(Section top) {
        return top.section(SECTION).map(People::of).orElse(NOBODY);
    }

    private static People of(Section people) {
        var valueByName = new HashMap<String, Map<String, String>>();
        var nameByValue = new HashMap<String, Map<String, String>>();
        for (String name : people.names()) {
            Section person = people.requiredSection(name);
            person.allowOnly(KEYS, "entry");
            if (person.names().isEmpty()) {
                throw people.invalid(name, "\"%s\" has neither an email nor an id; add one".formatted(name));
            }
            for (String key : person.names()) {
                String value = Text.normal(person.requiredText(key));
                String before = nameByValue
                        .computeIfAbsent(key, each -> new HashMap<>())
                        .putIfAbsent(fold(key, value), Text.normal(name));
                if (before != null) {
                    throw person.invalid(key, "%s \"%s\" is that of %s already".formatted(key, value, before));
                }
                valueByName.computeIfAbsent(key, each -> new HashMap<>()).put(Text.normal(name), value);
            }
        }
        var all = new People(valueByName, nameByValue);
        for (String name : people.names()) {
            for (String key : KEYS) {
                String other = all.name(key, name);
                if (!other.equals(name) && !other.equals(Text.normal(name))) {
                    throw people.invalid(
                            name, "\"%s\" is the %s of %s: nobody could tell who is meant".formatted(name, key, other));
                }
            }
        }
        return all;
    }

    /** What the hub calls the user whose {@code key} is {@code value}; the value itself for somebody unknown. */
    String name(String key, String value) {
        return nameByValue.getOrDefault(key, Map.of()).getOrDefault(fold(key, value), value);
    }

    /** The one spelling of the {@code key} of whoever {@code text} names, by name or by the key itself. */
    String value(String key, String text) {
        return valueByName.getOrDefault(key, Map.of()).getOrDefault(name(key, text), text);
    }

    private static String fold(String key, String value) {
        return key.equals(EMAIL) ? value.toLowerCase(Locale.ROOT) : value;
    }
}
