package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteClosed;

/** The workspace has used up its API calls of the month: every further call is refused until the month ends. */
public class AirtableQuotaSpent extends RemoteClosed {

    static final String TYPE = "PUBLIC_API_BILLING_LIMIT_EXCEEDED";

    static final String MESSAGE =
            "AirTable refuses all calls: the workspace has used up its API calls of this month. Raise"
                    + " its plan, or wait for the next month; what is for AirTable waits, and the hub tries again every half hour";

    AirtableQuotaSpent() {
        super(429, TYPE, MESSAGE);
    }
}
