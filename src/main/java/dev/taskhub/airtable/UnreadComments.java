package dev.taskhub.airtable;

/** A record that had so many comments when it was last seen, and whose comments are to be read. */
public record UnreadComments(String recordId, long count) {}
