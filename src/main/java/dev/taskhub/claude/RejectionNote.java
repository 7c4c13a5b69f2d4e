package dev.taskhub.claude;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes the text that lies beside a refused todo file and tells its owner what to do. */
@Component
public final class RejectionNote {

    private final Clock clock;

    public RejectionNote(Clock clock) {
        this.clock = clock;
    }

    /**
     * The text of {@code <name>.reason.txt}: what was wrong and where, what was taken, what to do, and when (UTC).
     *
     * @param size of the file in bytes
     * @param failure why the file was refused, or an exception that has the reason among its causes
     */
    public String text(String fileName, long size, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidTodoFile invalid) {
                return note(fileName, size, invalid.problem(), "Nothing: no task was changed.", invalid.remedy());
            }
            if (cause instanceof PartlyRejected partly) {
                return note(
                        fileName,
                        size,
                        String.join("\n", partly.problems()),
                        taken(partly),
                        "Mend the items above and drop the whole list again under the same name. Items already taken are recognised, not"
                                + " doubled.");
            }
        }
        return note(
                fileName,
                size,
                "the hub failed while it took the list: " + failure,
                "Perhaps a part. Items already taken are recognised when they come again, not doubled.",
                "Nothing is known to be wrong with the file: look into the hub's log, then drop it again as it is.");
    }

    private String note(String fileName, long size, String problem, String taken, String remedy) {
        String form =
                """
                File: %s (%,d bytes)
                Refused at: %s

                What is wrong
                %s

                What was taken
                %s

                What to do
                %s
                """;
        return String.format(
                Locale.ROOT,
                form,
                fileName,
                size,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                problem.indent(2).stripTrailing(),
                taken.indent(2).stripTrailing(),
                remedy.indent(2).stripTrailing());
    }

    private static String taken(PartlyRejected partly) {
        int bad = partly.problems().size();
        return String.format(
                Locale.ROOT,
                "%,d of %,d todos; the %s above not. No known todo was marked as dropped.",
                partly.taken(),
                partly.taken() + bad,
                bad == 1 ? "one" : bad + " named");
    }
}
