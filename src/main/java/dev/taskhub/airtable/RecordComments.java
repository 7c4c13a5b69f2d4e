package dev.taskhub.airtable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A listing of one record's comments while it is read. Pages follow one another, and what is deleted between two of them may
 * push a comment from the next page onto one that was read: so what a listing of several pages misses is looked for once more.
 * Not thread-safe.
 */
public final class RecordComments {

    private final String recordId;
    private final Set<String> expected;
    private final Set<String> seen = new HashSet<>();
    private Set<String> missedBefore;
    private Instant askedAt;
    private String offset;
    private boolean complete;

    /** @param expected the ids of the comments known to stand there, read before the first page is asked for */
    RecordComments(String recordId, Collection<String> expected) {
        this.recordId = recordId;
        this.expected = Set.copyOf(expected);
    }

    /** Whether the last page has been read, and nothing has to be looked for again. */
    public boolean isComplete() {
        return complete;
    }

    String recordId() {
        return recordId;
    }

    String offset() {
        return offset;
    }

    /** When the first page was asked for: what was written since is not missing. */
    Instant askedAt() {
        return askedAt;
    }

    /** The known comments that are not there any more; none before the listing is complete. */
    Set<String> gone() {
        return complete ? missing() : Set.of();
    }

    void add(Collection<String> ids, Instant pageAskedAt, String nextOffset) {
        boolean onePage = offset == null && nextOffset == null;
        askedAt = askedAt == null ? pageAskedAt : askedAt;
        seen.addAll(ids);
        offset = nextOffset;
        if (nextOffset == null) {
            complete = onePage || missing().isEmpty() || missedBefore != null;
            if (!complete) {
                missedBefore = missing();
                seen.clear();
                askedAt = null;
            }
        }
    }

    private Set<String> missing() {
        var missing = new TreeSet<>(missedBefore == null ? expected : missedBefore);
        missing.removeAll(seen);
        return missing;
    }
}
