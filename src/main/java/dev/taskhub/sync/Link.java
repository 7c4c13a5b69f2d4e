package dev.taskhub.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That an item of an outside system is one of our tasks, with its base: the item as that system last showed it or as we
 * last wrote it there, in that system's own terms.
 *
 * @param externalId the item's id there; while CREATING it is still the task's own id
 * @param base column to normalised value, empty columns left out; none while CREATING
 * @param sent columns that were sent there with no answer yet ({@code null} clears): seen there, such a value is our own
 * @param remoteVersion the system's own version of the item, a whole number that grows, or {@code null}
 * @param deletedAt when the hub learned that the item is gone, in whole milliseconds; {@code null} unless it is DELETED
 */
public record Link(
        String system,
        String container,
        String externalId,
        String taskId,
        State state,
        Map<String, Object> base,
        Map<String, Object> sent,
        String remoteVersion,
        Instant deletedAt) {

    /** DROPPED: no longer listed there, which says nothing of the task. DELETED: gone there. */
    public enum State {
        CREATING,
        LINKED,
        DROPPED,
        DELETED
    }

    /** The place of an item within all systems. */
    record Key(String system, String container, String externalId) {}

    /** The link of an item that is not known to be gone. */
    Link(
            String system,
            String container,
            String externalId,
            String taskId,
            State state,
            Map<String, Object> base,
            Map<String, Object> sent,
            String remoteVersion) {
        this(system, container, externalId, taskId, state, base, sent, remoteVersion, null);
    }

    /** The link of an item that is yet to be created. */
    static Link creating(Remote remote, String taskId) {
        return new Link(remote.system(), remote.container(), taskId, taskId, State.CREATING, Map.of(), Map.of(), null);
    }

    Key key() {
        return new Key(system, container, externalId);
    }

    /** Whether this stands for a later state of the item than {@code version}; of an unknown version nobody knows. */
    boolean isAheadOf(String version) {
        return version != null && remoteVersion != null && Long.parseLong(remoteVersion) > Long.parseLong(version);
    }

    /** Whether the item was not known to be gone when it was asked for: what the answer shows may be gone by now. */
    boolean isGoneSince(Instant askedAt) {
        return deletedAt != null
                && askedAt != null
                && !askedAt.truncatedTo(ChronoUnit.MILLIS).isAfter(deletedAt);
    }

    /** This link of an item that is there, or not known to be gone. */
    Link with(State newState) {
        return new Link(system, container, externalId, taskId, newState, base, sent, remoteVersion);
    }

    /** This link of an item of which the hub learns at {@code time} that it is gone. */
    Link deleted(Instant time) {
        return new Link(
                system,
                container,
                externalId,
                taskId,
                State.DELETED,
                base,
                sent,
                remoteVersion,
                time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** This link as one of another task. */
    Link ofTask(String newTaskId) {
        return new Link(system, container, externalId, newTaskId, state, base, sent, remoteVersion, deletedAt);
    }

    Link withBase(Map<String, Object> newBase, Map<String, Object> newSent) {
        return new Link(system, container, externalId, taskId, state, newBase, newSent, remoteVersion, deletedAt);
    }

    /** This link at {@code newVersion}; {@code null} keeps the version there is. */
    Link atVersion(String newVersion) {
        return new Link(
                system,
                container,
                externalId,
                taskId,
                state,
                base,
                sent,
                newVersion == null ? remoteVersion : newVersion,
                deletedAt);
    }

    Link withExternalId(String newId) {
        return new Link(system, container, newId, taskId, State.LINKED, base, sent, remoteVersion);
    }

    boolean mentions(String column) {
        return base.containsKey(column) || sent.containsKey(column);
    }

    /** This link as if the item had never shown {@code column}. */
    Link without(String column) {
        var newBase = new LinkedHashMap<>(base);
        var newSent = new LinkedHashMap<>(sent);
        newBase.remove(column);
        newSent.remove(column);
        return withBase(newBase, newSent);
    }

    /** This link once {@code columns} are on their way; what was sent before may still arrive as well. */
    Link sending(Map<String, Object> columns) {
        var all = new LinkedHashMap<>(sent);
        all.putAll(columns);
        return withBase(base, all);
    }

    /** The link of an item that takes the place of this deleted one; a system may bring back what the old one held. */
    Link remade() {
        return new Link(system, container, taskId, taskId, State.CREATING, Map.of(), base, null);
    }
}
