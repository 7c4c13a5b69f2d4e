package dev.taskhub.mcp;

import dev.taskhub.agent.Agents;
import dev.taskhub.api.HubStatus;
import dev.taskhub.api.OpenConflicts;
import dev.taskhub.api.OpenConflicts.Disagreement;
import dev.taskhub.api.StatusBoard;
import dev.taskhub.api.SystemStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** How the hub stands, and what it needs a decision for. */
@Component
class HubTools implements ToolGroup {

    private static final String CONFLICTS_SHOWN = "20";

    private final StatusBoard board;
    private final OpenConflicts conflicts;
    private final Agents agents;

    HubTools(StatusBoard board, OpenConflicts conflicts, Agents agents) {
        this.board = board;
        this.conflicts = conflicts;
        this.agents = agents;
    }

    @Override
    public Map<String, Function<ToolCall, Map<String, Object>>> tools() {
        return Map.of("sync_status", this::status, "resolve_conflict", this::resolve);
    }

    private Map<String, Object> status(ToolCall call) {
        HubStatus status = board.status();
        HubStatus.Totals totals = status.totals();
        var result = new LinkedHashMap<String, Object>();
        result.put("you", call.who());
        result.put("agents", agents.names());
        result.put("tasks", totals.tasks());
        result.put("tasksByStatus", totals.tasksByStatus());
        result.put("waiting", totals.outboxWaiting() + totals.commentsWaiting() + totals.inboxWaiting());
        result.put("parked", totals.parked());
        result.put("openConflicts", totals.openConflicts());
        result.put(
                "systems",
                status.systems().entrySet().stream()
                        .map(system -> view(system.getKey(), system.getValue()))
                        .toList());
        result.put(
                "conflicts",
                conflicts.open(CONFLICTS_SHOWN).conflicts().stream()
                        .map(HubTools::view)
                        .toList());
        return result;
    }

    private static Map<String, Object> view(String name, SystemStatus system) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", name);
        view.put("state", system.state().toString());
        view.put("why", system.why());
        view.put("waiting", system.outbox().waiting());
        view.put("parked", system.parked());
        view.put("openConflicts", system.openConflicts());
        view.put("lastError", system.outbox().lastError());
        view.values().removeIf(Objects::isNull);
        return view;
    }

    private static Map<String, Object> view(Disagreement conflict) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", conflict.id());
        view.put("task", conflict.alias());
        view.put("title", conflict.title());
        view.put("system", conflict.system());
        view.put("field", conflict.field());
        view.put("base", conflict.base());
        view.put("hub", conflict.hub());
        view.put("remote", conflict.remote());
        view.put("openedAt", conflict.openedAt().toString());
        view.values().removeIf(Objects::isNull);
        return view;
    }

    private Map<String, Object> resolve(ToolCall call) {
        var decision = new HashMap<>(call.arguments());
        decision.keySet().retainAll(Set.of("take", "write"));
        OpenConflicts.Resolution resolution = conflicts.resolve(call.text("conflict"), decision, call.who());
        return Map.of("conflict", resolution.id(), "taken", resolution.taken());
    }
}
