package dev.taskhub.work;

import java.util.List;

/** What was written of a task cannot be taken; every fault is named. */
public class InvalidTask extends IllegalArgumentException {

    private final transient List<String> faults;

    public InvalidTask(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence for each fault, naming the field. */
    public List<String> faults() {
        return faults;
    }
}
