package dev.taskhub.claude;

import dev.taskhub.agent.Agents;
import dev.taskhub.sync.HubEdit;
import dev.taskhub.sync.Sync;
import dev.taskhub.task.Task;
import dev.taskhub.task.TaskField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of Claude Code's sessions. */
@Component
public class Sessions {

    private static final int LONGEST_FOLDER = 4096;

    private final JdbcClient client;
    private final SessionProjects projects;
    private final Agents agents;
    private final Sync sync;

    Sessions(JdbcClient client, SessionProjects projects, Agents agents, Sync sync) {
        this.client = client;
        this.projects = projects;
        this.agents = agents;
        this.sync = sync;
    }

    public Optional<Session> find(String id) {
        return client.sql("SELECT * FROM claude_session WHERE session_id = ?")
                .param(id)
                .query(Sessions::session)
                .optional();
    }

    /** The session that an event is of, as it is with what the event says; nothing is stored. */
    Session of(HookEvent event) {
        Session known = find(event.session()).orElse(null);
        HookOrigin origin = event.origin();
        Instant at = origin.at();
        String agent = agents.named(origin.agent()).orElse(origin.agent());
        String cwd = event.plain("cwd", LONGEST_FOLDER);
        if (known == null) {
            return new Session(
                    event.session(),
                    agent,
                    cwd,
                    origin.repository(),
                    projects.of(origin.repository(), cwd).orElse(null),
                    null,
                    at,
                    at,
                    null,
                    null);
        }
        String repository = or(origin.repository(), known.repository());
        // A session changes its folder as it goes; its project stays that of where it began.
        String folder = or(known.cwd(), cwd);
        boolean placed = known.projectId() != null && Objects.equals(repository, known.repository());
        return new Session(
                known.id(),
                or(agent, known.agent()),
                folder,
                repository,
                placed ? known.projectId() : projects.of(repository, folder).orElse(known.projectId()),
                known.taskId(),
                at.isBefore(known.startedAt()) ? at : known.startedAt(),
                at.isAfter(known.lastSeenAt()) ? at : known.lastSeenAt(),
                known.endedAt() != null && at.isAfter(known.endedAt()) ? null : known.endedAt(),
                known.heardAt());
    }

    /** Notes what an event says of its session. */
    void see(HookEvent event) {
        Session session = of(event);
        Instant at = event.origin().at();
        boolean ended = event.name().equals("SessionEnd") && !at.isBefore(session.lastSeenAt());
        boolean heard = SessionBriefing.isHeard(event) && (session.heardAt() == null || at.isAfter(session.heardAt()));
        client.sql("INSERT INTO claude_session (session_id, agent, cwd, repository, branch, project_id, started_at,"
                        + " last_seen_at, ended_at, heard_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (session_id) DO UPDATE SET agent = excluded.agent, cwd = excluded.cwd,"
                        + " repository = excluded.repository, branch = COALESCE(excluded.branch, claude_session.branch),"
                        + " project_id = excluded.project_id, started_at = excluded.started_at,"
                        + " last_seen_at = excluded.last_seen_at, ended_at = excluded.ended_at,"
                        + " heard_at = excluded.heard_at")
                .params(Arrays.asList(
                        session.id(),
                        session.agent(),
                        session.cwd(),
                        session.repository(),
                        event.origin().branch(),
                        session.projectId(),
                        session.startedAt().toEpochMilli(),
                        session.lastSeenAt().toEpochMilli(),
                        millis(ended ? at : session.endedAt()),
                        millis(heard ? at : session.heardAt())))
                .update();
    }

    /** The session of a command that is carried out now; noted, so that it can have a current task. */
    public Session present(HookEvent event) {
        see(event);
        return find(event.session()).orElseThrow();
    }

    /** What the session works on from now on; {@code null} for nothing. */
    public void setCurrent(String id, String taskId) {
        client.sql("UPDATE claude_session SET task_id = ? WHERE session_id = ?")
                .params(taskId, id)
                .update();
    }

    /** Puts tasks that a session made, and that nobody ever gave a project, into the session's project. */
    void place(List<Task> tasks, HookEvent event) {
        String project = find(event.session()).map(Session::projectId).orElse(null);
        if (project != null) {
            sync.edit(tasks.stream()
                    .filter(task -> "claude".equals(task.value(TaskField.CREATED_BY))
                            && !task.stamps().containsKey(TaskField.PROJECT_ID)
                            && task.value(TaskField.STAGE_ID) == null)
                    .map(task -> new HubEdit(
                            task.id(), task.version(), Map.of(TaskField.PROJECT_ID, project), "claude", true))
                    .toList());
        }
    }

    private static String or(String some, String other) {
        return some == null ? other : some;
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static Session session(ResultSet row, int index) throws SQLException {
        return new Session(
                row.getString("session_id"),
                row.getString("agent"),
                row.getString("cwd"),
                row.getString("repository"),
                row.getString("project_id"),
                row.getString("task_id"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("last_seen_at")),
                time(row, "ended_at"),
                time(row, "heard_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
