package dev.taskhub.mapping;

import java.util.Map;

/**
 * A person as {@code {id, email, name}}, known to AirTable by one of the three, which alone is the normal form, and to the hub
 * by the name that the mapping gives that person; somebody it does not name is called what AirTable shows.
 */
final class CollaboratorColumn implements Column {

    private final String by;
    private final People people;

    /** @param by {@code id}, {@code email} or {@code name} */
    CollaboratorColumn(String by, People people) {
        this.by = by;
        this.people = people;
    }

    @Override
    public Object normalise(Object raw) {
        return raw instanceof Map<?, ?> person && person.get(by) instanceof String text ? person(text) : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return people.name(by, (String) ((Map<?, ?>) normal).get(by));
    }

    @Override
    public Object toRemote(Object hub) {
        return hub instanceof String text ? person(text) : NONE;
    }

    @Override
    public String expected() {
        return "a collaborator with its " + by;
    }

    private Map<String, String> person(String text) {
        String normal = Text.normal(text);
        return normal == null ? null : Map.of(by, people.value(by, normal));
    }
}
