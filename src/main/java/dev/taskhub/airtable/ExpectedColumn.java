package dev.taskhub.airtable;

import dev.taskhub.mapping.ColumnType;
import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.mapping.Untranslatable;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the mapping expects of a column.
 *
 * @param written whether the hub writes it
 * @param optional whether the table may lack it
 * @param options the option names the hub may write, for select columns; empty when any text may be written
 */
record ExpectedColumn(String name, Kind kind, boolean written, boolean optional, Set<String> options) {

    /** What a field's mapping expects. */
    static ExpectedColumn of(FieldMapping mapping) {
        Set<String> options = mapping.field().choices().stream()
                .flatMap(choice -> written(mapping, choice))
                .collect(Collectors.toSet());
        return new ExpectedColumn(
                mapping.column(), Kind.of(mapping.type()), mapping.isWritable(), mapping.isOptional(), options);
    }

    /** The same under the name that AirTable has for it now. */
    ExpectedColumn called(String inAirtable) {
        return new ExpectedColumn(inAirtable, kind, written, optional, options);
    }

    /** Whether a column of AirTable's {@code type} holds such values. */
    boolean fits(String type) {
        return kind.fits(type);
    }

    private static Stream<String> written(FieldMapping mapping, String choice) {
        try {
            return mapping.toRemote(choice) instanceof String option ? Stream.of(option) : Stream.empty();
        } catch (Untranslatable neverWritten) {
            return Stream.empty();
        }
    }

    /** The kinds of value of the mapping, with the AirTable types whose cells hold them in the same form. */
    enum Kind {
        // Texts and single selects both show as a string, so that either may stand for the other.
        TEXT("singleLineText", "multilineText", "richText", "email", "url", "phoneNumber", "singleSelect"),
        NUMBER("number", "currency", "percent", "rating", "duration", "autoNumber", "count"),
        SELECT("singleSelect", "singleLineText", "multilineText"),
        MULTI_SELECT("multipleSelects"),
        DATE("date", "dateTime", "createdTime", "lastModifiedTime"),
        CHECKBOX("checkbox"),
        LINK("multipleRecordLinks"),
        COLLABORATOR("singleCollaborator", "multipleCollaborators", "createdBy", "lastModifiedBy"),
        ATTACHMENT("multipleAttachments");

        private static final Set<String> OF_ANY_KIND = Set.of("formula", "rollup", "multipleLookupValues");

        private final Set<String> types;

        Kind(String... types) {
            this.types = Set.of(types);
        }

        static Kind of(ColumnType type) {
            return switch (type) {
                case TEXT, COMMA_LIST -> TEXT;
                case NUMBER, NUMBER_SELECT, MILLIS -> NUMBER;
                case SELECT -> SELECT;
                case MULTI_SELECT, STRINGS -> MULTI_SELECT;
                case DATE, DATETIME -> DATE;
                case CHECKBOX -> CHECKBOX;
                case LINK -> LINK;
                case COLLABORATOR -> COLLABORATOR;
                case ATTACHMENT -> ATTACHMENT;
            };
        }

        boolean fits(String type) {
            return types.contains(type) || OF_ANY_KIND.contains(type);
        }

        Set<String> types() {
            return types;
        }
    }
}
