package dev.taskhub.convex;

/** Is told that Convex has changes to be read. */
@FunctionalInterface
public interface ConvexNews {

    /** Must not take long; what is told while reading is under way may be told again. */
    void arrived();
}
