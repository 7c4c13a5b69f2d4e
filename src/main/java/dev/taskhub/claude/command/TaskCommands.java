package dev.taskhub.claude.command;

import dev.taskhub.claude.HookAnswer;
import dev.taskhub.claude.HookEvent;
import dev.taskhub.claude.Sessions;
import dev.taskhub.claude.command.Command.Caller;
import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.NotFound;
import dev.taskhub.work.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries out {@code /task ...} in place of the model, which hears nothing of it. */
@Component
class TaskCommands implements HookAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(TaskCommands.class);
    private static final Set<String> NAMES = Set.of("task", "taskhub:task");

    private final Sessions sessions;
    private final List<Command> all;
    private final Map<String, Command> byVerb = new LinkedHashMap<>();

    TaskCommands(Sessions sessions, List<Command> all) {
        this.sessions = sessions;
        this.all = all;
        all.forEach(command -> command.verbs().forEach(verb -> byVerb.put(verb, command)));
    }

    @Override
    public boolean isFor(HookEvent event) {
        return event.name().equals("UserPromptExpansion") && NAMES.contains(event.text("command_name"));
    }

    @Override
    public Map<String, Object> answer(HookEvent event) {
        return Map.of("decision", "block", "reason", reply(event));
    }

    private String reply(HookEvent event) {
        CommandLine line = CommandLine.of(event.text("command_args"));
        Command command = byVerb.get(line.verb());
        if (command == null) {
            return line.verb().equals("help") ? help() : "There is no /task %s.\n%s".formatted(line.verb(), help());
        }
        try {
            return command.run(line.verb(), line.words(), new Caller(sessions.present(event), event.promptKey()));
        } catch (IllegalArgumentException | NotFound | Refused | Untranslatable e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("/task {} failed", line.verb(), e);
            return "This failed within the hub; its log says why.";
        }
    }

    private String help() {
        var lines = new ArrayList<>(List.of("/task", ""));
        all.forEach(command -> command.help().forEach(line -> lines.add("  " + line)));
        lines.add("");
        lines.add(
                "A task is named as T-12. Without one, complete, block, review, comment, log and artifact mean the task"
                        + " this session works on.");
        return String.join("\n", lines);
    }
}
