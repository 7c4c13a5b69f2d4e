package dev.taskhub.quick;

import dev.taskhub.quick.Part.Kind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows the forms of a due day, a priority, a tag, an agent and an estimate. */
final class Parts {

    private static final Pattern TAG = Pattern.compile("#(\\p{L}[\\p{L}\\p{M}\\p{N}_/-]*)");
    private static final Pattern COLOUR =
            Pattern.compile("#(?=.*\\d|(\\p{L})\\1*$)(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})");
    private static final Pattern AGENT = Pattern.compile("(?:assign(?:ed)? to |assignee:? )?@([\\p{L}\\p{N}_-]+)");
    private static final Pattern LEVEL = Pattern.compile("(low|medium|high|urgent)(?: prio(?:rity)?)?");
    private static final Pattern NAMED_LEVEL = Pattern.compile("prio(?:rity)?:? (low|medium|high|urgent|p?[1-4])");
    private static final Pattern MARKED_LEVEL = Pattern.compile(
            "(?:(p[1-4])|!(low|medium|high|urgent)|(!{1,3})|(?:with|at) (low|medium|high|urgent) priority)");
    private static final Pattern AT_ONCE = Pattern.compile("asap|as soon as possible");
    private static final Pattern MARKED_DAY = Pattern.compile(
            "(?:(?:due(?: by| on)?|deadline|by|until|till|on):? |(?=in |within )|at (?=(?:the )?end of ))(.+)");
    private static final Pattern OPEN_DAY = Pattern.compile("today|tonight|tomorrow|(?:the )?day after tomorrow");
    private static final Pattern HOUR =
            Pattern.compile("(.+?),?( (?:at )?(?:\\d{1,2}(?::\\d\\d)? ?[ap]m|\\d{1,2}:\\d\\d|noon|midnight))");
    private static final Pattern ESTIMATE = Pattern.compile("(~|est(?:imated?|\\.)?:? (?:at )?)? ?(\\d.*)");

    private static final Map<String, String> PRIORITIES = Map.ofEntries(
            Map.entry("p1", "urgent"),
            Map.entry("p2", "high"),
            Map.entry("p3", "medium"),
            Map.entry("p4", "low"),
            Map.entry("1", "urgent"),
            Map.entry("2", "high"),
            Map.entry("3", "medium"),
            Map.entry("4", "low"),
            Map.entry("!!!", "urgent"),
            Map.entry("!!", "high"),
            Map.entry("!", "medium"));

    private final Map<String, String> agents = new HashMap<>();
    private final DueDay dueDay;

    Parts(Collection<String> agents, LocalDate today) {
        agents.forEach(agent -> this.agents.put(agent.toLowerCase(Locale.ROOT), agent));
        this.dueDay = new DueDay(today);
    }

    /** What {@code written} means as a whole, in whatever case. */
    Optional<Part> of(String written) {
        String phrase = written.toLowerCase(Locale.ROOT);
        return mention(phrase, written)
                .or(() -> priority(phrase))
                .or(() -> due(phrase))
                .or(() -> estimate(phrase));
    }

    private Optional<Part> mention(String phrase, String written) {
        if (TAG.matcher(phrase).matches() && !COLOUR.matcher(phrase).matches()) {
            return part(Kind.TAG, written.substring(1), true);
        }
        Matcher agent = AGENT.matcher(phrase);
        return agent.matches() && agents.containsKey(agent.group(1))
                ? part(Kind.AGENT, agents.get(agent.group(1)), true)
                : Optional.empty();
    }

    private static Optional<Part> priority(String phrase) {
        if (AT_ONCE.matcher(phrase).matches()) {
            return part(Kind.PRIORITY, "urgent", true);
        }
        Matcher marked = MARKED_LEVEL.matcher(phrase);
        if (marked.matches()) {
            return part(Kind.PRIORITY, level(marked), true);
        }
        Matcher level = LEVEL.matcher(phrase);
        Matcher named = NAMED_LEVEL.matcher(phrase);
        if (level.matches()) {
            return part(Kind.PRIORITY, level.group(1), false);
        }
        return named.matches() ? part(Kind.PRIORITY, level(named), false) : Optional.empty();
    }

    private static String level(Matcher found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return PRIORITIES.getOrDefault(found.group(group), found.group(group));
            }
        }
        throw new IllegalStateException("no group of " + found);
    }

    private Optional<Part> due(String phrase) {
        Matcher hour = HOUR.matcher(phrase);
        if (hour.matches()) {
            return due(hour.group(1))
                    .map(part -> new Part(
                            part.kind(),
                            part.value(),
                            part.isMarked(),
                            "a task is due on a day: \"" + hour.group(2).strip() + "\" was left out"));
        }
        Matcher marked = MARKED_DAY.matcher(phrase);
        if (marked.matches()) {
            return dueDay.of(marked.group(1)).flatMap(day -> part(Kind.DUE, day, true));
        }
        boolean isOpen = OPEN_DAY.matcher(phrase).matches();
        return dueDay.of(phrase).flatMap(day -> part(Kind.DUE, day, isOpen));
    }

    private static Optional<Part> estimate(String phrase) {
        Matcher estimate = ESTIMATE.matcher(phrase);
        return estimate.matches()
                ? Estimate.hours(estimate.group(2))
                        .flatMap(hours -> part(Kind.ESTIMATE, hours, estimate.group(1) != null))
                : Optional.empty();
    }

    private static Optional<Part> part(Kind kind, Object value, boolean isMarked) {
        return Optional.of(new Part(kind, value, isMarked, null));
    }
}
