package dev.taskhub.sync;

import java.util.ArrayList;
import java.util.List;

/** What was found of one page, or of one portion of the task list. */
final class Findings {

    final List<Difference> differences = new ArrayList<>();
    long compared;
    long onTheirWay;
    long inConflict;

    /** Counts what differs: a matter of a person's, on its way, or a difference. */
    void judge(boolean waits, boolean held, Difference difference) {
        if (held) {
            inConflict++;
        } else if (waits) {
            onTheirWay++;
        } else {
            differences.add(difference);
        }
    }
}
