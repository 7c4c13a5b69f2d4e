package dev.taskhub.airtable;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A listing of all record ids while it is read, beside the ids that were linked before it began. Not thread-safe. */
public final class IdListing {

    private final Set<String> linked;
    private final Set<String> seen = new HashSet<>();
    private String offset;
    private boolean complete;

    IdListing(Collection<String> linked) {
        this.linked = Set.copyOf(linked);
    }

    /** Whether the last page has been read. */
    public boolean isComplete() {
        return complete;
    }

    Set<String> linked() {
        return linked;
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
