package dev.taskhub.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.taskhub.task.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the last consistency check found, as the database keeps it over a restart. */
@Repository
class LastCheck {

    /** @param differences the first ones */
    record Result(Consistency.Check check, List<Difference> differences) {}

    private static final TypeReference<Map<String, DifferenceCounts>> SYSTEMS = new TypeReference<>() {};
    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};

    private final JdbcClient client;

    LastCheck(JdbcClient client) {
        this.client = client;
    }

    /** Empty when no check has ever come to its end. */
    Optional<Result> get() {
        return client.sql("SELECT * FROM consistency_check")
                .query(LastCheck::result)
                .optional();
    }

    /** Keeps {@code result} in place of the one before. */
    void put(Result result) {
        Consistency.Check check = result.check();
        client.sql("INSERT INTO consistency_check (id, started_at, finished_at, repairs, systems, differences)"
                        + " VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at,"
                        + " finished_at = excluded.finished_at, repairs = excluded.repairs, systems = excluded.systems,"
                        + " differences = excluded.differences")
                .params(
                        check.startedAt().toEpochMilli(),
                        check.finishedAt().toEpochMilli(),
                        check.repairs() ? 1 : 0,
                        JsonColumn.write(check.systems()),
                        JsonColumn.write(result.differences()))
                .update();
    }

    private static Result result(ResultSet row, int rowNumber) throws SQLException {
        var check = new Consistency.Check(
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("finished_at")),
                row.getInt("repairs") == 1,
                JsonColumn.read(row.getString("systems"), SYSTEMS));
        return new Result(check, JsonColumn.read(row.getString("differences"), DIFFERENCES));
    }
}
