package dev.taskhub.airtable;

import java.util.Set;

/**
 * What the mapping expects of a column.
 *
 * @param written whether the hub writes it
 * @param options the option names the hub may write, for select columns; empty when any text may be written
 */
public record ExpectedColumn(String name, Kind kind, boolean written, Set<String> options) {

    /** The kinds of value of the mapping, with the AirTable types whose cells hold them in the same form. */
    public enum Kind {
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

        boolean fits(String type) {
            return types.contains(type) || OF_ANY_KIND.contains(type);
        }

        Set<String> types() {
            return types;
        }
    }
}
