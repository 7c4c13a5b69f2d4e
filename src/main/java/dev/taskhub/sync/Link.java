package dev.taskhub.sync;

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
 */
public record Link(
        String system,
        String container,
        String externalId,
        String taskId,
        State state,
        Map<String, Object> base,
        Map<String, Object> sent,
        String remoteVersion) {

    /** DROPPED: no longer listed there, which says nothing of the task. DELETED: gone there. */
    public enum State {
        CREATING,
        LINKED,
        DROPPED,
        DELETED
    }

    /** The place of an item within all systems. */
    record Key(String system, String container, String externalId) {}

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

    Link with(State newState) {
        return new Link(system, container, externalId, taskId, newState, base, sent, remoteVersion);
    }

    Link withBase(Map<String, Object> newBase, Map<String, Object> newSent) {
        return new Link(system, container, externalId, taskId, state, newBase, newSent, remoteVersion);
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
                newVersion == null ? remoteVersion : newVersion);
    }

    Link withExternalId(String newId) {
        return new Link(system, container, newId, taskId, State.LINKED, base, sent, remoteVersion);
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
