package dev.taskhub.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taskhub.files.AtomicFiles;
import dev.taskhub.plan.Place;
import dev.taskhub.plan.Places;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Each agent's open tasks as files, {@code <AGENT>/inbox/<alias>.json}. One file is replaced atomically; states of the
 * same task must be handed over in their order.
 */
public final class AgentInboxes {

    private static final Pattern OURS = Pattern.compile("T-\\d+\\.json");
    private static final Duration LEFTOVER_AGE = Duration.ofMinutes(1);
    private static final List<TaskField> SHOWN = List.of(
            TaskField.TITLE,
            TaskField.DESCRIPTION,
            TaskField.STATUS,
            TaskField.PRIORITY,
            TaskField.PRIORITY_SCORE,
            TaskField.DUE_DATE,
            TaskField.TAGS,
            TaskField.DEPENDENCIES,
            TaskField.EXECUTION_NOTES,
            TaskField.ASSIGNED_TO,
            TaskField.UPDATED_AT);

    private final Path folder;
    private final List<String> agents;
    private final Supplier<Places> places;
    private final Clock clock;
    private final ObjectWriter json;

    /**
     * @param folder holds one folder per agent
     * @param places gives where tasks stand in the order of work, as it is now
     */
    AgentInboxes(Path folder, List<String> agents, Supplier<Places> places, Clock clock) {
        this.folder = folder;
        this.agents = agents;
        this.places = places;
        this.clock = clock;
        var indenter = new DefaultIndenter("  ", "\n");
        this.json = JsonMapper.builder()
                .build()
                .writer(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
    }

    /**
     * Brings the files of {@code changed} tasks up to date: an open task stands in its agent's inbox and nowhere else.
     * An assignee who is no agent of the file has no inbox.
     */
    public synchronized void update(Collection<Task> changed) {
        Places known = places.get();
        for (Task task : changed) {
            for (String agent : agents) {
                Path file = file(agent, task);
                if (belongsTo(agent, task)) {
                    AtomicFiles.write(file, text(task, known));
                } else {
                    AtomicFiles.delete(file);
                }
            }
        }
    }

    /**
     * Makes the inboxes hold exactly {@code openTasks}; for the start, when changes may have been missed. Files that are
     * not ours are left alone, ours in the inbox of an agent that is no longer declared are removed.
     */
    public synchronized void reconcile(Iterator<Task> openTasks) {
        Set<Path> stale = standing();
        Places known = places.get();
        while (openTasks.hasNext()) {
            Task task = openTasks.next();
            if (agents.contains(task.assignedTo()) && task.isOpen()) {
                Path file = file(task.assignedTo(), task);
                stale.remove(file);
                AtomicFiles.write(file, text(task, known));
            }
        }
        stale.forEach(AtomicFiles::delete);
    }

    private Set<Path> standing() {
        Set<Path> standing = new HashSet<>();
        Instant limit = clock.instant().minus(LEFTOVER_AGE);
        for (Path agentFolder : list(folder)) {
            Path inbox = agentFolder.resolve("inbox");
            AtomicFiles.removeLeftovers(inbox, limit);
            list(inbox).stream()
                    .filter(file -> OURS.matcher(file.getFileName().toString()).matches())
                    .forEach(standing::add);
        }
        return standing;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e, e);
        }
    }

    private static boolean belongsTo(String agent, Task task) {
        return task.isOpen() && agent.equals(task.assignedTo());
    }

    private Path file(String agent, Task task) {
        Path inbox = AtomicFiles.inFolder(folder, agent).resolve("inbox");
        return AtomicFiles.inFolder(inbox, task.alias() + ".json");
    }

    private String text(Task task, Places known) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("alias", task.alias());
        shown.put("id", task.id());
        for (TaskField field : SHOWN) {
            Object empty = field.kind() == TaskField.Kind.SET ? List.of() : null;
            Object value = task.values().getOrDefault(field, empty);
            shown.put(field.jsonName(), value instanceof Instant time ? time.toString() : value);
        }
        Place place = known.of(task);
        shown.put("project", place.project());
        shown.put("phase", place.phase());
        shown.put("stage", place.stage());
        try {
            return json.writeValueAsString(shown) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("task " + task.alias() + " cannot be written as JSON: " + e, e);
        }
    }
}
