package dev.taskhub.quick;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what the parts of a line say, each kind once, and what is to be told of it. */
final class Understanding {

    private final SortedMap<Integer, String> tags = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private LocalDate due;
    private String priority;
    private String agent;
    private Double hours;

    /**
     * Takes the value of {@code part} over, unless there is another one already; tells whether it did.
     *
     * @param start where the part stands, which orders the tags
     */
    boolean take(Part part, int start) {
        switch (part.kind()) {
            case TAG -> {
                String tag = (String) part.value();
                tags.values().removeIf(tag::equalsIgnoreCase);
                tags.put(start, tag);
            }
            case AGENT -> {
                if (agent != null && !agent.equals(part.value())) {
                    return leave((String) part.value(), "is a second agent");
                }
                agent = (String) part.value();
            }
            case PRIORITY -> {
                if (priority != null && !priority.equals(part.value())) {
                    return leave((String) part.value(), "is a second priority");
                }
                priority = (String) part.value();
            }
            case DUE -> {
                if (due != null && !due.equals(part.value())) {
                    return leave(part.value().toString(), "is a second due date");
                }
                due = (LocalDate) part.value();
            }
            case ESTIMATE -> {
                if (hours != null && !hours.equals(part.value())) {
                    return leave(Estimate.text((Double) part.value()), "is a second estimate");
                }
                hours = (Double) part.value();
            }
        }
        if (part.note() != null) {
            notes.add(part.note());
        }
        return true;
    }

    /** Notes that {@code what} is no part of the task but of its title; always false. */
    boolean leave(String what, String why) {
        notes.add("\"" + what + "\" " + why + " and was left in the title");
        return false;
    }

    /** Takes back a priority that turned out to be one of a list of levels. */
    void giveBackPriority() {
        leave(priority, "is one of several levels");
        priority = null;
    }

    boolean hasDueDay() {
        return due != null;
    }

    QuickTask task(String title) {
        return new QuickTask(
                title, due, priority, List.copyOf(tags.values()), agent, hours, understood(), List.copyOf(notes));
    }

    /** The task of a line in which nothing but its title is understood. */
    static QuickTask titleOnly(String title) {
        var notes =
                title.isEmpty() ? List.<String>of() : List.of("without other words the line is the title as it stands");
        return new QuickTask(title, null, null, List.of(), null, null, List.of(), notes);
    }

    private List<String> understood() {
        var lines = new ArrayList<String>();
        if (due != null) {
            lines.add("due " + due + " (" + due.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + ")");
        }
        if (priority != null) {
            lines.add("priority " + priority);
        }
        tags.values().forEach(tag -> lines.add("tag " + tag));
        if (agent != null) {
            lines.add("agent " + agent);
        }
        if (hours != null) {
            lines.add("estimate " + Estimate.text(hours));
        }
        return List.copyOf(lines);
    }
}
