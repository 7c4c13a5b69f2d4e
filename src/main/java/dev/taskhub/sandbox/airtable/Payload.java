package dev.taskhub.sandbox.airtable;

import java.time.Instant;
import java.util.Map;

/** One entry of a webhook's log; {@code json} is what the API shows. */
record Payload(Instant created, int transaction, Map<String, Object> json) {}
