package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteRefused;

/** AirTable no longer knows the place where a listing was to go on: go on with {@link AirtableListing#restart}. */
public class ListingExpired extends RemoteRefused {

    public ListingExpired(String type, String message) {
        super(422, type, message);
    }
}
