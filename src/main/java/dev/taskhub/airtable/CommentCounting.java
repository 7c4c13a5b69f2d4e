package dev.taskhub.airtable;

/**
 * How far counting the comments of all records has come.
 *
 * @param offset where AirTable goes on; {@code null} at the first page
 * @param done whether the last page was read
 */
public record CommentCounting(String offset, boolean done) {}
