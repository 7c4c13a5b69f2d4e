package dev.taskhub.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The normal form of a list of texts: stripped, without empties and repeats, sorted.
 *
 * <p>Sorted, because the hub holds sets and systems list them in orders of their own: an order that carries no meaning
 * must not look like a change.
 */
final class Texts {

    private Texts() {}

    /** Whether {@code value} is a list of texts. */
    static boolean is(Object value) {
        if (!(value instanceof List<?> list)) {
            return false;
        }
        for (Object element : list) {
            if (!(element instanceof String)) {
                return false;
            }
        }
        return true;
    }

    /** The normal form of a list for which {@link #is} holds, {@code null} when nothing is left. */
    static List<?> normal(List<?> texts) {
        return isNormal(texts) ? texts : sorted(texts.stream().map(String.class::cast));
    }

    /** The normal form of these texts, {@code null} when nothing is left. */
    static List<?> sorted(Stream<String> texts) {
        var sorted = new TreeSet<String>();
        texts.map(Texts::element).filter(Objects::nonNull).forEach(sorted::add);
        return sorted.isEmpty() ? null : List.copyOf(sorted);
    }

    /**
     * The texts of a task's set; an element that is an object stands under its {@code url}, {@code filename} or {@code
     * id}, whichever it has first; one without any stays as it is.
     */
    static List<?> ofSet(Collection<?> set) {
        return set.stream().map(Texts::name).toList();
    }

    private static Object name(Object element) {
        if (!(element instanceof Map<?, ?> object)) {
            return element;
        }
        return Stream.of("url", "filename", "id")
                .<Object>map(object::get)
                .filter(String.class::isInstance)
                .findFirst()
                .orElse(element);
    }

    private static boolean isNormal(List<?> texts) {
        String before = null;
        for (Object element : texts) {
            String text = (String) element;
            if (!text.equals(element(text)) || before != null && before.compareTo(text) >= 0) {
                return false;
            }
            before = text;
        }
        return before != null;
    }

    private static String element(String text) {
        String normal = Text.normal(text);
        return normal == null ? null : normal.stripLeading();
    }
}
