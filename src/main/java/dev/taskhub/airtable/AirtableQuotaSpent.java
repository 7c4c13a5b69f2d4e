package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteClosed;

/** The workspace has used up its API calls of the month: every further call is refused until the month ends. */
public class AirtableQuotaSpent extends RemoteClosed {

    static final String TYPE = "PUBLIC_API_BILLING_LIMIT_EXCEEDED";

    AirtableQuotaSpent(String message) {
        super(429, TYPE, message);
    }
}
