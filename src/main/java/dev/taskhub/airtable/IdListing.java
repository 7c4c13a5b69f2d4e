package dev.taskhub.airtable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A listing of all record ids while it is read, beside what was known before it began: the linked ids, and those whose
 * deletion a person has agreed to. Not thread-safe.
 */
public final class IdListing {

    private final Set<String> linked;
    private final Map<String, String> agreed;
    private final Set<String> seen = new HashSet<>();
    private String offset;
    private boolean complete;

    IdListing(Collection<String> linked, Map<String, String> agreed) {
        this.linked = Set.copyOf(linked);
        this.agreed = Map.copyOf(agreed);
    }

    /** Whether the last page has been read. */
    public boolean isComplete() {
        return complete;
    }

    Set<String> linked() {
        return linked;
    }

    /** By id, who has agreed. */
    Map<String, String> agreed() {
        return agreed;
    }

    Set<String> seen() {
        return seen;
    }

    String offset() {
        return offset;
    }

    void add(Collection<String> ids, String nextOffset) {
        seen.addAll(ids);
        offset = nextOffset;
        complete = nextOffset == null;
    }
}
