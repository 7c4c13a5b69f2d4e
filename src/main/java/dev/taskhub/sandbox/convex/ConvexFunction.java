package dev.taskhub.sandbox.convex;

import java.util.function.Function;

/**
 * One function of the deployment.
 *
 * @param path {@code module:export}
 * @param internal whether only the holder of a deploy key may call it
 * @param body from arguments to value; throws {@link ConvexError} or {@link FunctionFailed}
 */
record ConvexFunction(String path, Kind kind, boolean internal, Function<Arguments, Object> body) {

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
