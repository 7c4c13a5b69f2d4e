package dev.taskhub.mapping;

import java.util.List;
import java.util.Set;

/** True for some of the hub's choices and empty for the others. */
final class CheckboxColumn implements Column {

    private final Set<String> choices;
    private final List<String> checked;
    private final String unchecked;

    /**
     * @param choices all choices of the hub's field
     * @param checked the choices written as true; true is read as the first
     * @param unchecked what an empty checkbox is read as
     */
    CheckboxColumn(Set<String> choices, List<String> checked, String unchecked) {
        this.choices = choices;
        this.checked = checked;
        this.unchecked = unchecked;
    }

    @Override
    public Object normalise(Object raw) {
        return Boolean.TRUE.equals(raw) ? raw : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return checked.get(0);
    }

    @Override
    public Object toRemote(Object hub) {
        if (checked.contains(hub)) {
            return Boolean.TRUE;
        }
        return choices.contains(hub) ? null : NONE;
    }

    @Override
    public String expected() {
        return "true or empty";
    }

    @Override
    public Object whenEmpty() {
        return unchecked;
    }
}
