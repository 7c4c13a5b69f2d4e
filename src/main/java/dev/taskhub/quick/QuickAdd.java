package dev.taskhub.quick;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;

/**
 * Reads a task from one line: {@code Implement user authentication by Friday, high, #backend, @BA, ~4h}. What it understands
 * stands in docs/quick-add.md.
 */
public final class QuickAdd {

    private final Clock clock;

    /** @param clock its zone decides which day is today */
    public QuickAdd(Clock clock) {
        this.clock = clock;
    }

    /**
     * The task that {@code line} describes. Takes every text: what is not understood is the title. A blank line has an empty
     * title.
     *
     * @param agents the names that may follow an {@code @}, in whatever case
     */
    public QuickTask read(String line, Collection<String> agents) {
        return new QuickReading(line, agents, LocalDate.now(clock)).task();
    }
}
