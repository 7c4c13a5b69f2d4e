package dev.taskhub.sync;

/** A place in an outside system where every task of the hub is to be shown. */
public record Remote(String system, String container) {}
