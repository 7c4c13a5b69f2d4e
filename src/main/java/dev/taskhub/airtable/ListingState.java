package dev.taskhub.airtable;

import java.time.Instant;

/**
 * How far reading the table has come; kept between pages and between listings.
 *
 * @param watermark everything changed up to here has been delivered; {@code null} before the first whole listing is done
 * @param from this listing asks for changes after this time; {@code null} for all records
 * @param upper changes from this time on belong to the next listing
 * @param offset where AirTable goes on; {@code null} at the first page
 * @param reached in the listing's order, every record edited before this time has been delivered; {@code null} at first
 * @param newest the newest change before {@code upper} delivered by this listing: the next watermark
 * @param seen records delivered by this listing, for its progress
 * @param whole whether this listing shows the whole table, rather than what changed
 * @param done whether this listing has delivered its last page
 */
public record ListingState(
        Instant watermark,
        Instant from,
        Instant upper,
        String offset,
        Instant reached,
        Instant newest,
        long seen,
        boolean whole,
        boolean done) {}
