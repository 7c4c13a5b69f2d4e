package dev.taskhub.api;

import dev.taskhub.mapping.Untranslatable;
import dev.taskhub.sync.NotFound;
import dev.taskhub.work.Refused;
import dev.taskhub.work.StaleVersion;
import dev.taskhub.work.TaskDesk;
import dev.taskhub.work.TaskView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Many changes in one request, in their order. Each stands or falls by itself. */
@Component("bulkChanges")
public class BulkChanges {

    static final int MOST = 500;

    private static final Set<String> PARTS = Set.of("op", "id", "version", "task", "key");

    /**
     * What became of one.
     *
     * @param status as the request by itself would have been answered with
     * @param task the task as it is now, or {@code null} when it is gone or nothing was done
     * @param error what was wrong, or {@code null}
     */
    public record Result(int status, Map<String, Object> task, String error) {}

    /** @param failed how many were not done */
    public record Results(List<Result> results, long failed) {}

    private final TaskDesk desk;

    BulkChanges(TaskDesk desk) {
        this.desk = desk;
    }

    /**
     * @param request {@code {"operations": [{"op": "create", "key": "...", "task": {...}}, {"op": "update", "id": "T-1",
     *     "version": 3, "task": {...}}, {"op": "delete", "id": "T-2"}]}}, 1 to {@value #MOST} of them; version and key may be
     *     left out
     * @throws IllegalArgumentException when it is not that; then nothing is done
     */
    public Results apply(Map<String, Object> request, String caller) {
        if (!request.keySet().equals(Set.of("operations"))
                || !(request.get("operations") instanceof List<?> operations)) {
            throw new IllegalArgumentException("send {\"operations\": [...]} and nothing else");
        }
        if (operations.isEmpty() || operations.size() > MOST) {
            throw new IllegalArgumentException(
                    "there are %d operations: send 1 to %d".formatted(operations.size(), MOST));
        }
        var results = new ArrayList<Result>();
        for (Object operation : operations) {
            results.add(result(operation, caller));
        }
        return new Results(
                results,
                results.stream().filter(result -> result.error() != null).count());
    }

    private Result result(Object operation, String caller) {
        try {
            return apply(operation, caller);
        } catch (NotFound e) {
            return new Result(404, null, e.getMessage());
        } catch (StaleVersion e) {
            return new Result(412, null, e.getMessage());
        } catch (Refused e) {
            return new Result(409, null, e.getMessage());
        } catch (IllegalArgumentException | Untranslatable e) {
            return new Result(400, null, e.getMessage());
        }
    }

    private Result apply(Object operation, String caller) {
        if (!(operation instanceof Map<?, ?> parts) || !PARTS.containsAll(parts.keySet())) {
            throw new IllegalArgumentException("an operation has op, id, version, task and key, and nothing else");
        }
        Long version = parts.get("version") instanceof Number number ? (Long) number.longValue() : null;
        String op = String.valueOf(parts.get("op"));
        return switch (op) {
            case "create" -> new Result(
                    201,
                    TaskView.of(desk.create(
                            fields(parts),
                            caller,
                            parts.get("key") == null ? null : "api " + caller + " " + parts.get("key"))),
                    null);
            case "update" -> new Result(200, TaskView.of(desk.edit(id(parts), fields(parts), version, caller)), null);
            case "delete" -> {
                desk.delete(id(parts), version, caller);
                yield new Result(200, null, null);
            }
            default -> throw new IllegalArgumentException("op is \"" + op + "\": give create, update or delete");
        };
    }

    private static String id(Map<?, ?> parts) {
        if (parts.get("id") instanceof String id) {
            return id;
        }
        throw new IllegalArgumentException("id is missing: give the id or alias of the task");
    }

    private static Map<String, Object> fields(Map<?, ?> parts) {
        if (parts.get("task") instanceof Map<?, ?> task) {
            var fields = new HashMap<String, Object>();
            task.forEach((name, value) -> fields.put(String.valueOf(name), value));
            return fields;
        }
        throw new IllegalArgumentException("task is missing: give its fields as an object");
    }
}
