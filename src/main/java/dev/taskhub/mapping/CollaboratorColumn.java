package dev.taskhub.mapping;

import java.util.Map;

/** A person as {@code {id, email, name}}, known to the hub by one of the three, which alone is the normal form. */
final class CollaboratorColumn implements Column {

    private final String by;

    /** @param by {@code id}, {@code email} or {@code name} */
    CollaboratorColumn(String by) {
        this.by = by;
    }

    @Override
    public Object normalise(Object raw) {
        return raw instanceof Map<?, ?> person && person.get(by) instanceof String text ? person(text) : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return ((Map<?, ?>) normal).get(by);
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
        return normal == null ? null : Map.of(by, normal);
    }
}
