package dev.taskhub.airtable;

import java.util.Map;
import java.util.Objects;

/**
 * What AirTable says went wrong. It says so in three forms: {@code {"error":{"type","message"}}}, {@code
 * {"error":"NOT_FOUND"}} and {@code {"errors":[{"error","message"}]}}.
 *
 * @param type AirTable's name for the error, or the empty string
 * @param message AirTable's explanation, or the empty string
 */
record AirtableError(String type, String message) {

    private static final int LONGEST_MESSAGE = 500;

    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("INVALID_PERMISSIONS", "give the token's user the editor role on the base"),
            Map.entry("UNKNOWN_FIELD_NAME", "correct the column's name in the AirTable mapping or in the table"),
            Map.entry(
                    "INVALID_MULTIPLE_CHOICE_OPTIONS",
                    "add the option to the select column, or map the value to one that exists"),
            Map.entry(
                    "INVALID_VALUE_FOR_COLUMN",
                    "compare the column's type with the mapping, and mark a computed column as read only"),
            Map.entry("ROW_DOES_NOT_EXIST", "the linked record is gone: choose another or clear the link"),
            Map.entry("INVALID_FILTER_BY_FORMULA", "check that the last-modified column of the mapping exists"));

    private static final Map<Integer, String> HINTS_BY_STATUS = Map.of(
            401, "set AIRTABLE_API_KEY to a valid personal access token",
            403,
                    "check that base, table and record exist, that the token lists the base and has the scopes"
                            + " data.records:read, data.records:write, data.recordComments:read,"
                            + " data.recordComments:write, schema.bases:read and webhook:manage",
            404, "check the base id and the table's name; a record may have been deleted",
            413, "the request is too large: shorten the longest texts");

    static AirtableError of(Map<String, Object> body) {
        Object error = body.get("error");
        if (error instanceof String type) {
            return new AirtableError(type, body.get("message"));
        }
        if (error instanceof Map<?, ?> details) {
            return new AirtableError(details.get("type"), details.get("message"));
        }
        return Json.objects(body.get("errors")).stream()
                .findFirst()
                .map(first -> new AirtableError(
                        Objects.requireNonNullElse(first.get("error"), first.get("type")), first.get("message")))
                .orElse(new AirtableError("", ""));
    }

    private AirtableError(Object type, Object message) {
        this(shortened(type), shortened(message));
    }

    /** One sentence for people: what AirTable said and what to do about it. */
    String explained(int status) {
        String general = status < 400
                ? "it redirects, which the hub does not follow: check taskhub.airtable.url"
                : "compare what was sent with the table and the mapping";
        String hint = HINTS.getOrDefault(type, HINTS_BY_STATUS.getOrDefault(status, general));
        return "AirTable refused with " + status + (type.isEmpty() ? "" : " " + type)
                + (message.isEmpty() ? "" : " (" + message + ")") + ": " + hint;
    }

    private static String shortened(Object said) {
        String text = said instanceof String words ? words : "";
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
}
