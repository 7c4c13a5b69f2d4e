package dev.taskhub.sandbox.convex;

/** A request that fails before or beside the function: answered with its own HTTP status and {@code {code, message}}. */
final class RequestRefused extends RuntimeException {

    private final int status;
    private final String code;

    RequestRefused(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RequestRefused badBody(String message) {
        return new RequestRefused(400, "BadJsonBody", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
