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
        String text = text(raw);
        return text == null ? raw : Map.of(by, text);
    }

    @Override
    public Object toHub(Object normal) {
        String text = text(normal);
        return text == null ? NONE : text;
    }

    @Override
    public Object toRemote(Object hub) {
        if (!(hub instanceof String text)) {
            return NONE;
        }
        String normal = Text.normal(text);
        return normal == null ? null : Map.of(by, normal);
    }

    @Override
    public String expected() {
        return "a collaborator with its " + by;
    }

    private String text(Object remote) {
        return remote instanceof Map<?, ?> person && person.get(by) instanceof String text ? Text.normal(text) : null;
    }
}
