package db.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Makes the words of tasks searchable, and takes their dependencies into a table of their own. In Java because the databases
 * have no common way for either.
 */
public class V9__Search_text extends BaseJavaMigration {

    private static final String TEXT_OF =
            "COALESCE(%1$s.title, '') || ' ' || COALESCE(%1$s.description, '') || ' ' || COALESCE(%1$s.tags, '')";

    private static final List<String> SQLITE = List.of(
            "CREATE VIRTUAL TABLE task_text USING fts5(words, content='', contentless_delete=1,"
                    + " tokenize='unicode61 remove_diacritics 2')",
            "CREATE TRIGGER task_text_added AFTER INSERT ON task WHEN new.deleted_at IS NULL BEGIN"
                    + " INSERT INTO task_text (rowid, words) VALUES (new.number, " + TEXT_OF.formatted("new")
                    + "); END",
            "CREATE TRIGGER task_text_changed AFTER UPDATE ON task"
                    + " WHEN old.title IS NOT new.title OR old.description IS NOT new.description"
                    + " OR old.tags IS NOT new.tags OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL) BEGIN"
                    + " DELETE FROM task_text WHERE rowid = old.number;"
                    + " INSERT INTO task_text (rowid, words) SELECT new.number, " + TEXT_OF.formatted("new")
                    + " WHERE new.deleted_at IS NULL; END",
            "CREATE TRIGGER task_text_removed AFTER DELETE ON task BEGIN"
                    + " DELETE FROM task_text WHERE rowid = old.number; END",
            "INSERT INTO task_text (rowid, words) SELECT number, " + TEXT_OF.formatted("task")
                    + " FROM task WHERE deleted_at IS NULL",
            "INSERT INTO task_dependency (task_id, on_task)"
                    + " SELECT DISTINCT task.id, other.value FROM task, json_each(task.dependencies) AS other"
                    + " WHERE other.type = 'text'");

    /** A text search vector holds a megabyte at most; what is beyond is not found. Punctuation would make hosts and numbers of words. */
    private static final List<String> POSTGRES = List.of(
            "ALTER TABLE task ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(left("
                    + TEXT_OF.formatted("task").replace("task.", "") + ", 200000), '[^[:alnum:]]+', ' ', 'g'))) STORED",
            "CREATE INDEX task_words ON task USING GIN (words)",
            "INSERT INTO task_dependency (task_id, on_task)"
                    + " SELECT DISTINCT task.id, other FROM task, json_array_elements_text(task.dependencies::json) AS other"
                    + " WHERE task.dependencies IS NOT NULL");

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean sqlite = connection.getMetaData().getDatabaseProductName().equals("SQLite");
        try (Statement statement = connection.createStatement()) {
            for (String sql : sqlite ? SQLITE : POSTGRES) {
                statement.execute(sql);
            }
        }
    }
}
