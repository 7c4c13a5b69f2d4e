package dev.taskhub.dashboard;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteDataSource;

/** The task table of the migrations, on a database of either kind, with short ways to fill it. */
final class TaskTable {

    private static final String INSERT =
            """
            INSERT INTO task (id, number, version, deleted_at, title, status, priority_score, assigned_to, due_date,
                              created_at, updated_at, completed_at, execution_notes, stage_id, project_id, stamps)
            VALUES (:id, :number, 1, :deleted_at, :title, :status, :priority_score, :assigned_to, :due_date,
                    :created_at, :updated_at, :completed_at, :execution_notes, :stage_id, :project_id, '{}')
            """;
    private static final String[] COLUMNS = {
        "deleted_at",
        "title",
        "status",
        "priority_score",
        "assigned_to",
        "due_date",
        "created_at",
        "updated_at",
        "completed_at",
        "execution_notes",
        "stage_id",
        "project_id"
    };

    private final DataSource source;

    private TaskTable(DataSource source) {
        Flyway.configure().dataSource(source).load().migrate();
        this.source = source;
    }

    static TaskTable onSqlite(Path folder) {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("taskhub.db"));
        source.setJournalMode("WAL");
        return new TaskTable(source);
    }

    static TaskTable on(EmbeddedPostgres postgres) {
        return new TaskTable(postgres.getPostgresDatabase());
    }

    static EmbeddedPostgres startPostgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    void clear() {
        jdbc().sql("DELETE FROM task").update();
        jdbc().sql("DELETE FROM plan_part").update();
    }

    /** A plan, phase or stage. */
    void part(String level, String id, String name, String parent, String project, Double position) {
        jdbc().sql(
                        "INSERT INTO plan_part (id, level, system, container, name, parent_id, project_id, position, updated_at,"
                                + " change) VALUES (?, ?, 'airtable', 'app1', ?, ?, ?, ?, 0, 1)")
                .params(Arrays.asList(id, level, name, parent, project, position))
                .update();
    }

    /** @param values pairs of column and value; an Instant becomes milliseconds */
    static SqlParameterSource row(long number, Object... values) {
        Map<String, Object> row = new HashMap<>();
        for (String column : COLUMNS) {
            row.put(column, null);
        }
        row.put("id", "id-" + number);
        row.put("number", number);
        for (int i = 0; i < values.length; i += 2) {
            Object value = values[i + 1];
            row.put((String) values[i], value instanceof Instant instant ? instant.toEpochMilli() : value);
        }
        return typed(row);
    }

    void insert(SqlParameterSource... rows) {
        var jdbc = new NamedParameterJdbcTemplate(source);
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(INSERT, rows));
    }

    private static SqlParameterSource typed(Map<String, Object> row) {
        var source = new MapSqlParameterSource();
        row.forEach((column, value) -> source.addValue(column, value, type(column)));
        return source;
    }

    private static int type(String column) {
        return switch (column) {
            case "priority_score" -> Types.DOUBLE;
            case "number", "deleted_at", "due_date", "created_at", "updated_at", "completed_at" -> java.sql.Types
                    .BIGINT;
            default -> Types.VARCHAR;
        };
    }
}
