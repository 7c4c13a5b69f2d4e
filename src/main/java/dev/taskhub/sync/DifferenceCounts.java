package dev.taskhub.sync;

/**
 * What a consistency check found in one system.
 *
 * @param compared items, and tasks without an item
 * @param differs fields
 * @param missingThere tasks without an item
 * @param unknownHere items without a task
 * @param onTheirWay what differs and waits to be sent
 * @param inConflict what differs and waits for a person
 * @param repaired of the differences, those that were handed on to be repaired
 * @param complete whether the system was read to its end
 */
public record DifferenceCounts(
        long compared,
        long differs,
        long missingThere,
        long unknownHere,
        long onTheirWay,
        long inConflict,
        long repaired,
        boolean complete) {

    static final DifferenceCounts NONE = new DifferenceCounts(0, 0, 0, 0, 0, 0, 0, false);

    /** With what was found in addition, of which {@code handedOn} differences are to be repaired. */
    DifferenceCounts plus(Findings found, long handedOn) {
        return new DifferenceCounts(
                compared + found.compared,
                differs + count(found, Difference.DIFFERS),
                missingThere + count(found, Difference.MISSING_THERE),
                unknownHere + count(found, Difference.UNKNOWN_HERE),
                onTheirWay + found.onTheirWay,
                inConflict + found.inConflict,
                repaired + handedOn,
                complete);
    }

    /** The same once the system was read to its end. */
    DifferenceCounts atItsEnd() {
        return new DifferenceCounts(
                compared, differs, missingThere, unknownHere, onTheirWay, inConflict, repaired, true);
    }

    private static long count(Findings found, String kind) {
        return found.differences.stream()
                .filter(difference -> difference.kind().equals(kind))
                .count();
    }
}
