package dev.taskhub.claude.command;

import dev.taskhub.claude.SessionSettings;
import dev.taskhub.claude.command.CommandLine.Named;
import dev.taskhub.task.Task;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Logging time. */
@Component
@Order(3)
class TimeCommands implements Command {

    private final CurrentTask current;
    private final ObjectProvider<TimeLog> log;
    private final SessionSettings settings;

    TimeCommands(CurrentTask current, ObjectProvider<TimeLog> log, SessionSettings settings) {
        this.current = current;
        this.log = log;
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
        TimeLog timeLog = log.getIfAvailable();
        if (timeLog == null || !settings.timeTrackingEnabled()) {
            throw new IllegalArgumentException(
                    timeLog == null
                            ? "This hub logs no time. A note is kept with /task comment."
                            : "Time is not logged here: taskhub.claude.time-tracking-enabled is false.");
        }
        Named named = CommandLine.named(words);
        Task task = current.of(named, caller.session());
        return timeLog.log(
                task,
                CurrentTask.actor(task, caller.session()),
                WorkCommands.required(named, "how long", "log T-12 1h30m writing tests"));
    }
}
