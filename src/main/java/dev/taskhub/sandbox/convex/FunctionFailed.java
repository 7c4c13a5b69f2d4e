package dev.taskhub.sandbox.convex;

/** A function could not run or threw a plain error: the client sees the text only from a deployment that does not redact. */
final class FunctionFailed extends RuntimeException {

    FunctionFailed(String message) {
        super(message);
    }

    static FunctionFailed badArguments(String message) {
        return new FunctionFailed("ArgumentValidationError: " + message);
    }
}
