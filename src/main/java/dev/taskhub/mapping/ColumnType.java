package dev.taskhub.mapping;

import dev.taskhub.task.TaskField.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a column of an outside system holds, the kinds of task field it fits and the options it takes. */
public enum ColumnType {
    /** A string. Trailing blanks carry no meaning; line ends are {@code \n}. */
    TEXT(Set.of(Kind.TEXT)),
    /** A number, rounded half up to {@code scale} decimals when given. */
    NUMBER(Set.of(Kind.NUMBER), "scale"),
    /** One of the declared names. */
    SELECT(Set.of(Kind.CHOICE), "values", "alsoRead"),
    /** One of the declared numbers. */
    NUMBER_SELECT(Set.of(Kind.CHOICE), "values"),
    /** Several names; their order carries no meaning. */
    MULTI_SELECT(Set.of(Kind.SET)),
    /** A day, {@code 2026-01-05}: midnight UTC. */
    DATE(Set.of(Kind.TIME)),
    /** A moment, {@code 2026-01-05T09:30:00.000Z}. */
    DATETIME(Set.of(Kind.TIME)),
    /** A moment in milliseconds since the epoch. */
    MILLIS(Set.of(Kind.TIME)),
    /** True or empty. */
    CHECKBOX(Set.of(Kind.CHOICE), "checked", "unchecked"),
    /** A list of record ids; for a TEXT field it holds one at most. */
    LINK(Set.of(Kind.TEXT, Kind.SET)),
    /** A person as {@code {id, email, name}}, known to the hub by one of the three. */
    COLLABORATOR(Set.of(Kind.TEXT), "by"),
    /** Files as {@code [{id, filename, type, size}]}; can only be read. */
    ATTACHMENT(Set.of(Kind.SET)),
    /** Elements in one string, separated by commas or line breaks; {@code \,} is a comma within an element. */
    COMMA_LIST(Set.of(Kind.SET)),
    /** A JSON array of strings; its order carries no meaning. */
    STRINGS(Set.of(Kind.SET));

    private final Set<Kind> kinds;
    private final Set<String> options;

    ColumnType(Set<Kind> kinds, String... options) {
        this.kinds = kinds;
        this.options = Set.of(options);
    }

    /** The type written {@code yamlName} in a mapping file, as in {@code multi-select}. */
    static Optional<ColumnType> named(String yamlName) {
        return Arrays.stream(values())
                .filter(type -> type.yamlName().equals(yamlName))
                .findFirst();
    }

    /** The name in mapping files: {@code multi-select}. */
    public String yamlName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean fits(Kind kind) {
        return kinds.contains(kind);
    }

    Set<String> options() {
        return options;
    }
}
