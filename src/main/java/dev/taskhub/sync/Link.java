package dev.taskhub.sync;

import java.util.Map;

/**
 * That an item of an outside system is one of our tasks, with its base: the item as that system last showed it or as we
 * last wrote it there, in that system's own terms.
 *
 * @param externalId the item's id there; while CREATING it is still the task's own id
 * @param base column to normalised value, empty columns left out
 * @param remoteVersion the system's own version of the item, or {@code null}
 */
public record Link(
        String system,
        String container,
        String externalId,
        String taskId,
        State state,
        Map<String, Object> base,
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

    Key key() {
        return new Key(system, container, externalId);
    }

    Link with(State newState) {
        return new Link(system, container, externalId, taskId, newState, base, remoteVersion);
    }

    Link withBase(Map<String, Object> newBase, String newVersion) {
        return new Link(system, container, externalId, taskId, state, newBase, newVersion);
    }

    Link withExternalId(String newId) {
        return new Link(system, container, newId, taskId, State.LINKED, base, remoteVersion);
    }
}
