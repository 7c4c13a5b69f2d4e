package dev.taskhub.sandbox.convex;

import java.util.function.Function;

/**
 * One function of the deployment.
 *
 * @param path {@code module:export}
 * @param internal whether only the holder of a deploy key may call it
 * @param body from arguments to value; throws {@link ConvexError} or {@link FunctionFailed}
 */
record ConvexFunction(String path, Kind kind, boolean internal, Body body) {

    /** What a function does. */
    interface Body {
        Object run(Arguments arguments, Caller caller);
    }

    /** A function for which it does not matter who calls. */
    ConvexFunction(String path, Kind kind, boolean internal, Function<Arguments, Object> body) {
        this(path, kind, internal, (arguments, caller) -> body.apply(arguments));
    }

    enum Kind {
        QUERY("Query"),
        MUTATION("Mutation"),
        ACTION("Action");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As Convex's messages name it. */
        String title() {
            return title;
        }
    }
}
