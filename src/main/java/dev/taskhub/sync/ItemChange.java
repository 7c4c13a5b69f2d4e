package dev.taskhub.sync;

import java.time.Instant;
import java.util.Map;

/**
 * What a system showed or told about one item, in that system's own terms: the form in which every door hands changes
 * to the sync rule.
 *
 * @param system {@code airtable}, {@code convex} or {@code claude}
 * @param container what holds the item there: an AirTable base, a Convex deployment, a Claude session and agent
 * @param externalId the item's id within its container; {@code null} when only {@code taskId} is known, which then must
 *     have an item there
 * @param taskId the hub's own id if the item carries one, else {@code null}
 * @param type how much the message says
 * @param item column name to value as the system writes it; empty for DELETED
 * @param version the system's own version of the item, a whole number that grows with every change, or {@code null}: an
 *     item older than what is known already says nothing
 * @param changedAt when the system says the item changed, or {@code null} when it does not say
 * @param actor who changed it, as the system names them, or {@code null}
 * @param messageKey the idempotency key of the message, or {@code null} for a listing
 * @param askedAt when the system was asked for the item, by the hub's clock, or {@code null} when it told of it unasked or
 *     its versions order deletions as well: an item deleted since is not back
 */
public record ItemChange(
        String system,
        String container,
        String externalId,
        String taskId,
        Type type,
        Map<String, Object> item,
        String version,
        Instant changedAt,
        String actor,
        String messageKey,
        Instant askedAt) {

    /**
     * WHOLE: the item as it stands, a column that is missing is empty. PARTIAL: only the columns given, nothing is said
     * of the others. DELETED: the item is gone. DROPPED: the item is no longer listed, which says nothing of the task.
     */
    public enum Type {
        WHOLE,
        PARTIAL,
        DELETED,
        DROPPED
    }

    /** What a system told of, or showed in an answer of which it does not matter when it was asked for. */
    public ItemChange(
            String system,
            String container,
            String externalId,
            String taskId,
            Type type,
            Map<String, Object> item,
            String version,
            Instant changedAt,
            String actor,
            String messageKey) {
        this(system, container, externalId, taskId, type, item, version, changedAt, actor, messageKey, null);
    }

    /** The same columns as news alone, which does not prove that the item is there. */
    ItemChange asNews() {
        return new ItemChange(
                system, container, externalId, taskId, Type.PARTIAL, item, version, changedAt, actor, messageKey);
    }
}
