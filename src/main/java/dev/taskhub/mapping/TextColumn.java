package dev.taskhub.mapping;

/** A string; see {@link Text} for its normal form. */
final class TextColumn implements Column {

    @Override
    public Object normalise(Object raw) {
        return raw instanceof String text ? Text.normal(text) : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return normal;
    }

    @Override
    public Object toRemote(Object hub) {
        return normalise(hub);
    }

    @Override
    public String expected() {
        return "a text";
    }
}
