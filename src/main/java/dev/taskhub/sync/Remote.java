package dev.taskhub.sync;

import dev.taskhub.mapping.Mapping;

/** A place in an outside system where every task of the hub is to be shown. */
public record Remote(String system, String container, Mapping mapping) {}
