package dev.taskhub.sync;

import java.util.Map;

/**
 * What a system answered to a write.
 *
 * @param externalId the item's id in that system
 * @param stored the whole item as the system says it now stands; {@code null} for a deletion
 * @param remoteVersion the system's version of the item after the write, or {@code null}
 */
public record Written(Outgoing outgoing, String externalId, Map<String, Object> stored, String remoteVersion) {}
