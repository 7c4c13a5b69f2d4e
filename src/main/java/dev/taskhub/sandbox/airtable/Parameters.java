package dev.taskhub.sandbox.airtable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A query string in the form of the JSON body that says the same: {@code sort[0][field]=a} is {@code {"sort":[{"field":"a"}]}}. */
final class Parameters {

    private static final Pattern LIST = Pattern.compile("([^\\[]+)\\[(\\d*)](?:\\[(\\w+)])?");

    private Parameters() {}

    static Map<String, Object> asJson(Map<String, String[]> query) {
        var json = new LinkedHashMap<String, Object>();
        var lists = new LinkedHashMap<String, TreeMap<Integer, Object>>();
        query.forEach((key, values) -> {
            var bracketed = LIST.matcher(key);
            if (!bracketed.matches()) {
                json.put(key, values[values.length - 1]);
                return;
            }
            var list = lists.computeIfAbsent(bracketed.group(1), name -> new TreeMap<>());
            for (String value : values) {
                int index = bracketed.group(2).isEmpty() ? list.size() : index(bracketed.group(2));
                if (bracketed.group(3) == null) {
                    list.put(index, value);
                } else {
                    Object item = list.computeIfAbsent(index, i -> new LinkedHashMap<String, Object>());
                    if (!(item instanceof Map)) {
                        throw ApiError.invalidParameters();
                    }
                    Json.objectOf(item).put(bracketed.group(3), value);
                }
            }
        });
        lists.forEach((name, list) -> json.put(name, new ArrayList<>(list.values())));
        return json;
    }

    private static int index(String digits) {
        if (digits.length() > 6) {
            throw ApiError.invalidParameters();
        }
        return Integer.parseInt(digits);
    }

    /** A flag of either form: true, "true" and "1". */
    static boolean flag(Map<String, Object> json, String name) {
        Object value = json.get(name);
        return value != null && List.of("true", "1").contains(value.toString());
    }

    /**
     * A list of strings, {@code null} when absent.
     *
     * @throws ApiError when it is something else
     */
    static List<String> strings(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        } else if (value instanceof String one) {
            return List.of(one);
        } else if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw ApiError.invalidParameters();
    }

    /**
     * A whole number.
     *
     * @throws ApiError when it is none or below {@code least} or above {@code most}
     */
    static int number(Map<String, Object> json, String name, int standard, int least, int most) {
        Object value = json.get(name);
        if (value == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value.toString());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered like a number out of range
        }
        throw ApiError.invalidParameters();
    }
}
