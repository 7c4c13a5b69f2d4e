package dev.taskhub.sandbox.airtable;

import java.util.List;
import java.util.Map;

/** An answer other than 200, in one of AirTable's three shapes. */
final class ApiError extends RuntimeException {

    private static final String NO_MODEL =
            "Invalid permissions, or the requested model was not found. Check that both your user and your token have the"
                    + " required permissions, and that the model names and/or ids are correct.";

    private final int status;
    private final Object body;

    private ApiError(int status, Object body) {
        super(status + " " + body);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    Object body() {
        return body;
    }

    /** The usual shape, {@code {"error":{"type","message"}}}. */
    static ApiError of(int status, String type, String message) {
        return new ApiError(status, Map.of("error", Json.of("type", type, "message", message)));
    }

    /** The usual shape without a message. */
    static ApiError of(int status, String type) {
        return new ApiError(status, Map.of("error", Map.of("type", type)));
    }

    /** The shape of live 429s, {@code {"errors":[{"error","message"}]}}. */
    static ApiError listed(int status, String type, String message) {
        return new ApiError(status, Map.of("errors", List.of(Json.of("error", type, "message", message))));
    }

    static ApiError unprocessable(String type, String message) {
        return of(422, type, message);
    }

    /** The shape of a 404 for an unknown route or a malformed id. */
    static ApiError notFound() {
        return new ApiError(404, Map.of("error", "NOT_FOUND"));
    }

    /** An unknown base or table. */
    static ApiError noModel() {
        return of(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", NO_MODEL);
    }

    /** An unknown record: today's 403, or the 404 of older keys. */
    static ApiError noRecord(int status) {
        return status == 404 ? of(404, "MODEL_ID_NOT_FOUND", "Record not found") : noModel();
    }

    static ApiError invalidParameters() {
        return unprocessable(
                "INVALID_REQUEST_UNKNOWN", "Invalid request: parameter validation failed. Check your request data.");
    }

    static ApiError unknownField(String name) {
        return unprocessable("UNKNOWN_FIELD_NAME", "Unknown field name: \"" + name + "\"");
    }
}
