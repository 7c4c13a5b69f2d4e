package dev.taskhub.mapping;

import java.util.Collection;
import java.util.List;

/** A list of texts; see {@link Texts} for its normal form. A text that stands alone is a list of one. */
final class ListColumn implements Column {

    private final boolean single;

    /** @param single whether the hub's field holds one text, not a set */
    ListColumn(boolean single) {
        this.single = single;
    }

    @Override
    public Object normalise(Object raw) {
        Object list = raw instanceof String ? List.of(raw) : raw;
        return Texts.is(list) ? Texts.normal((List<?>) list) : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        if (!single) {
            return normal;
        }
        List<?> list = (List<?>) normal;
        return list.size() == 1 ? list.get(0) : NONE;
    }

    @Override
    public Object toRemote(Object hub) {
        if (single) {
            return hub instanceof String ? normalise(hub) : NONE;
        }
        return hub instanceof Collection<?> set ? normalise(Texts.ofSet(set)) : NONE;
    }

    @Override
    public String expected() {
        return single ? "a list of one id at most" : "a list of texts";
    }
}
