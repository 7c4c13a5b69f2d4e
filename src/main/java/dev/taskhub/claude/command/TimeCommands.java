package dev.taskhub.claude.command;

import dev.taskhub.claude.SessionSettings;
import dev.taskhub.claude.TaskLine;
import dev.taskhub.claude.command.CommandLine.Named;
import dev.taskhub.task.Task;
import dev.taskhub.time.TimeEntry;
import dev.taskhub.time.TimeInput;
import dev.taskhub.time.TimeSheet;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Logging time. */
@Component
@Order(3)
class TimeCommands implements Command {

    private static final String EXAMPLE = "log T-12 1h30m writing tests";
    private static final Pattern LENGTH = Pattern.compile(
            "(?:(?<hours>\\d{1,3}(?:\\.\\d{1,2})?)h)?(?:(?<minutes>\\d{1,5})(?:m|min))?(?!\\S)\\s*(?<note>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final CurrentTask current;
    private final TimeSheet times;
    private final SessionSettings settings;

    TimeCommands(CurrentTask current, TimeSheet times, SessionSettings settings) {
        this.current = current;
        this.times = times;
        this.settings = settings;
    }

    @Override
    public List<String> verbs() {
        return List.of("log");
    }

    @Override
    public List<String> help() {
        return List.of("log [T-12] 1h30m [words] log time");
    }

    @Override
    public String run(String verb, String words, Caller caller) {
        if (!settings.timeTrackingEnabled()) {
            throw new IllegalArgumentException(
                    "Time is not logged here: taskhub.claude.time-tracking-enabled is false.");
        }
        Named named = CommandLine.named(words);
        Task task = current.of(named, caller.session());
        Matcher length = LENGTH.matcher(WorkCommands.required(named, "how long", EXAMPLE));
        if (!length.matches() || length.group("hours") == null && length.group("minutes") == null) {
            throw new IllegalArgumentException(
                    "\"%s\" does not begin with a length of time: /task %s".formatted(named.text(), EXAMPLE));
        }
        var entry = new HashMap<String, Object>();
        entry.put("minutes", number(length.group("hours")) * 60 + number(length.group("minutes")));
        entry.put("person", CurrentTask.actor(task, caller.session()));
        if (!length.group("note").isBlank()) {
            entry.put("note", length.group("note").strip());
        }
        TimeEntry logged = times.log(
                task.id(),
                TimeInput.read(entry),
                TimeEntry.Source.HAND,
                caller.session().actor());
        return "Logged %d min on %s.".formatted(logged.length().toMinutes(), TaskLine.named(task));
    }

    private static double number(String text) {
        return text == null ? 0 : Double.parseDouble(text);
    }
}
