package dev.taskhub.airtable;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be done about the webhook.
 *
 * @param delete ids of webhooks to delete first: the one to be replaced and older ones that point at this hub, whose
 *     signatures can no longer be checked
 * @param why the reason, for the log and the status page
 */
public record WebhookPlan(Step step, List<String> delete, String why) {

    /**
     * KEEP: nothing. CREATE: make one. ENABLE: switch its pings on again. REFRESH: extend its life. RECREATE: make one in
     * its place, then compare all records: with the next poll that finds what the old one had not told yet, and what happened
     * between the two.
     */
    public enum Step {
        KEEP,
        CREATE,
        ENABLE,
        REFRESH,
        RECREATE
    }

    /** This plan, but the webhook is replaced whatever AirTable's list says of it. */
    WebhookPlan replacing(String webhookId, String reason) {
        return new WebhookPlan(
                Step.RECREATE,
                Stream.concat(delete.stream(), Stream.of(webhookId)).toList(),
                reason);
    }
}
