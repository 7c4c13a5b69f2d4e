package dev.taskhub.mapping;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;

/** One of the declared numbers, always a {@code Double}. */
final class NumberSelectColumn implements Column {

    private final Map<String, Double> numberByChoice;
    private final Map<Object, String> choiceByNumber = new HashMap<>();

    /**
     * @param numberByChoice for each of the hub's choices the number written, in the order in which a number that stands
     *     for several choices is read as the first
     */
    NumberSelectColumn(Map<String, Double> numberByChoice) {
        this.numberByChoice = numberByChoice;
        numberByChoice.forEach((choice, number) -> choiceByNumber.putIfAbsent(number, choice));
    }

    @Override
    public Object normalise(Object raw) {
        // zero has no sign
        Object number = raw instanceof Number value ? value.doubleValue() + 0.0 : NONE;
        return choiceByNumber.containsKey(number) ? number : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return choiceByNumber.get(normal);
    }

    @Override
    public Object toRemote(Object hub) {
        Double number = numberByChoice.get(hub);
        return number == null ? NONE : number;
    }

    @Override
    public String expected() {
        return new LinkedHashSet<>(numberByChoice.values())
                .stream().map(Object::toString).collect(Collectors.joining(", ", "one of ", ""));
    }
}
