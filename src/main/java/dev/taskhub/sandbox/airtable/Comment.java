package dev.taskhub.sandbox.airtable;

import java.time.Instant;

/** A comment on a record; {@code edited}, {@code parent} and {@code author}, the id of its user, may be {@code null}. */
record Comment(String id, String text, Instant created, Instant edited, String parent, String author) {}
