package dev.taskhub.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Elements in one string, written {@code a, b, c} and read separated by commas or line breaks.
 *
 * <p>{@code \,} is a comma within an element. A line break within an element is written as a blank, and backslashes at
 * an element's end are dropped, because they would reach for the comma after it.
 */
final class CommaListColumn implements Column {

    @Override
    public Object normalise(Object raw) {
        return raw instanceof String text ? join(split(text)) : NONE;
    }

    @Override
    public Object toHub(Object normal) {
        return elements(split((String) normal));
    }

    @Override
    public Object toRemote(Object hub) {
        Object texts = hub instanceof Collection<?> set ? Texts.ofSet(set) : null;
        return Texts.is(texts) ? join((List<?>) texts) : NONE;
    }

    @Override
    public String expected() {
        return "a text with commas between its elements";
    }

    private static String join(List<?> texts) {
        List<?> elements = elements(texts);
        return elements == null
                ? null
                : elements.stream()
                        .map(element -> ((String) element).replace(",", "\\,"))
                        .collect(Collectors.joining(", "));
    }

    private static List<?> elements(List<?> texts) {
        return Texts.sorted(texts.stream().map(text -> element((String) text)));
    }

    private static String element(String text) {
        String normal = Text.normal(text);
        String element = normal == null ? "" : normal.replace('\n', ' ');
        while (element.endsWith("\\")) {
            element = element.substring(0, element.length() - 1).stripTrailing();
        }
        return element;
    }

    private static List<String> split(String text) {
        var texts = new ArrayList<String>();
        var element = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                element.append(',');
                i++;
            } else if (c == ',' || c == '\n' || c == '\r') {
                texts.add(element.toString());
                element.setLength(0);
            } else {
                element.append(c);
            }
        }
        texts.add(element.toString());
        return texts;
    }
}
