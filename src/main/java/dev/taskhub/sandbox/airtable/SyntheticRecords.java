package dev.taskhub.sandbox.airtable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Fills the table Tasks for benchmarks. The records are there as if they always had been: no webhook hears of them. */
@RestController
@Profile({"sandbox", "sandbox-only"})
class SyntheticRecords {

    private static final int MOST = 1_000_000;
    private static final List<String> STATUSES =
            List.of("Pending", "In Progress", "Review", "Blocked", "Completed", "Cancelled");
    private static final List<String> AGENTS = List.of("CE", "BA", "MA", "TA");
    private static final List<String> PRIORITIES = List.of("Low", "Medium", "High", "Urgent");

    private final AirTable airTable;

    SyntheticRecords(AirTable airTable) {
        this.airTable = airTable;
    }

    @PostMapping("/sandbox/control/airtable/records")
    Map<String, Object> create(@RequestParam int count) {
        if (count < 1 || count > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "count must be from 1 to " + MOST);
        }
        Store store = airTable.store();
        Base base = store.bases().iterator().next();
        Instant now = airTable.conditions().second();
        synchronized (base) {
            Table tasks = base.table("Tasks");
            int first = tasks.rows().size() + 1;
            store.add(
                    base,
                    tasks,
                    IntStream.range(first, first + count)
                            .mapToObj(number ->
                                    Row.blank(store.ids().next("rec"), now).with(cells(tasks, number), now))
                            .toList());
        }
        return Map.of("created", count);
    }

    private static Map<String, Object> cells(Table tasks, int number) {
        var cells = new HashMap<String, Object>();
        put(cells, tasks, "name", "Synthetic task " + number);
        put(cells, tasks, "description", "Made for a benchmark, number " + number);
        put(cells, tasks, "status", STATUSES.get(number % STATUSES.size()));
        put(cells, tasks, "assigned_to", AGENTS.get(number % AGENTS.size()));
        put(cells, tasks, "priority", PRIORITIES.get(number / 5 % PRIORITIES.size()));
        put(cells, tasks, "priority_score", (long) (number % 100) / 10);
        return cells;
    }

    private static void put(Map<String, Object> cells, Table table, String field, Object value) {
        cells.put(table.field(field).id(), value);
    }
}
