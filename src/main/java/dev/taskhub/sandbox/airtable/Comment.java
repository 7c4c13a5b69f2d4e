package dev.taskhub.sandbox.airtable;

import java.time.Instant;

/** A comment on a record; {@code edited} and {@code parent} may be {@code null}. */
record Comment(String id, String text, Instant created, Instant edited, String parent) {}
