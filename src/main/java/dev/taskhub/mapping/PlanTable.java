package dev.taskhub.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table above the tasks and how its records are read; nothing is written there.
 *
 * @param table its name or id
 * @param parent the column that links to the level above, or {@code null} when there is none above
 * @param columns the column's name by what it holds, {@link #NAME} always among them
 * @param statuses a project's status by the name AirTable shows, upper and lower case alike
 * @param place where the mapping file declares it: {@code config/airtable.yaml line 61}
 */
public record PlanTable(
        Level level,
        String table,
        String parent,
        Map<String, String> columns,
        Map<String, String> statuses,
        String place) {

    /** What a part is called. */
    public static final String NAME = "name";

    /** What a plan is about. */
    public static final String DESCRIPTION = "description";

    /** How a plan stands: {@code active}, {@code completed} or {@code archived}. */
    public static final String STATUS = "status";

    /** A number that orders parts beside one another. */
    public static final String POSITION = "position";

    private static final int LONGEST_NAME = 300;

    /** From top to bottom. A plan is what the hub and Convex call a project. */
    public enum Level {
        PLAN,
        PHASE,
        STAGE;

        /** The section of the mapping file that declares its table: {@code plans}. */
        public String section() {
            return word() + "s";
        }

        /** The name in the store: {@code plan}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a record shows of itself; what it does not show is {@code null}.
     *
     * @param parent the id of the record above it, the first where it is linked with several
     */
    public record Row(String name, String description, String status, String parent, Double position) {}

    /** What the record with these cells shows. Values that make no sense in their column count as empty. */
    public Row read(Map<String, Object> cells) {
        String name = text(cell(cells, NAME));
        String status = text(cell(cells, STATUS));
        return new Row(
                name == null || name.codePointCount(0, name.length()) <= LONGEST_NAME
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…",
                text(cell(cells, DESCRIPTION)),
                status == null ? null : statuses.get(SelectColumn.fold(status)),
                parent == null ? null : text(cells.get(parent)),
                cell(cells, POSITION) instanceof Number number && Double.isFinite(number.doubleValue())
                        ? number.doubleValue()
                        : null);
    }

    /** The same with these columns alone. */
    public PlanTable limitedTo(Map<String, String> existing) {
        return new PlanTable(level, table, parent, existing, statuses, place);
    }

    private Object cell(Map<String, Object> cells, String what) {
        String column = columns.get(what);
        return column == null ? null : cells.get(column);
    }

    /** A number or a looked-up text may stand where a text is expected. */
    private static String text(Object cell) {
        Object value = cell instanceof List<?> list && !list.isEmpty() ? list.get(0) : cell;
        return value instanceof String || value instanceof Number ? Text.normal(value.toString()) : null;
    }
}
