package dev.taskhub.sandbox.airtable;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A column: written as JSON it is what the meta API shows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Field(String type, Map<String, Object> options, String id, String name, String description) {

    private static final Set<String> COMPUTED = Set.of(
            "aiText",
            "autoNumber",
            "button",
            "count",
            "createdBy",
            "createdTime",
            "externalSyncSource",
            "formula",
            "lastModifiedBy",
            "lastModifiedTime",
            "multipleLookupValues",
            "rollup");
    private static final List<String> COLORS = List.of(
            "blueLight2",
            "cyanLight2",
            "tealLight2",
            "greenLight2",
            "yellowLight2",
            "orangeLight2",
            "redLight2",
            "pinkLight2",
            "purpleLight2",
            "grayLight2");

    /** Whether only AirTable itself writes it, and the API cannot create it. */
    boolean isComputed() {
        return COMPUTED.contains(type);
    }

    boolean isLink() {
        return type.equals("multipleRecordLinks");
    }

    String linkedTable() {
        return (String) options.get("linkedTableId");
    }

    /** The fields a lastModifiedTime watches; empty means all. */
    List<String> referencedFields() {
        return strings(options == null ? null : options.get("referencedFieldIds"));
    }

    /** The choices of a select, each with id, name and color. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> choices() {
        return (List<Map<String, Object>>) (options == null ? List.of() : options.getOrDefault("choices", List.of()));
    }

    /** The choice called {@code name}, or {@code null}. */
    Map<String, Object> choice(Object name) {
        return choices().stream()
                .filter(choice -> choice.get("name").equals(name))
                .findFirst()
                .orElse(null);
    }

    Field withChoice(String id, String name) {
        var all = new ArrayList<>(choices());
        all.add(Json.of("id", id, "name", name, "color", COLORS.get(all.size() % COLORS.size())));
        var changed = options == null ? new HashMap<String, Object>() : new HashMap<>(options);
        changed.put("choices", all);
        return new Field(type, changed, this.id, this.name, description);
    }

    /** With an id and a color for each choice that has none. */
    Field completed(Ids ids) {
        if (options == null || !options.containsKey("choices")) {
            return this;
        }
        var bare = new HashMap<>(options);
        bare.remove("choices");
        var field = new Field(type, bare, id, name, description);
        for (Map<String, Object> choice : choices()) {
            Object choiceId = choice.get("id");
            field = field.withChoice(
                    choiceId == null ? ids.next("sel") : (String) choiceId, (String) choice.get("name"));
        }
        return field;
    }

    Field renamed(String newName, String newDescription) {
        return new Field(type, options, id, newName, newDescription);
    }

    private static List<String> strings(Object list) {
        return list instanceof List<?> all
                ? all.stream().map(String.class::cast).toList()
                : List.of();
    }
}
