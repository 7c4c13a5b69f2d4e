package dev.taskhub.mapping;

import dev.taskhub.task.TaskField;
import java.util.Collection;
import java.util.Map;

/** One field of a task and the column that holds it in an outside system. */
public final class FieldMapping {

    private static final int SHOWN = 80;

    private final TaskField field;
    private final String name;
    private final ColumnType type;
    private final Access access;
    private final boolean optional;
    private final Column column;
    private final String file;
    private final int line;
    private final Object own;

    FieldMapping(
            TaskField field,
            String name,
            ColumnType type,
            Access access,
            boolean optional,
            Column column,
            String file,
            int line) {
        this(field, name, type, access, optional, column, file, line, null);
    }

    private FieldMapping(
            TaskField field,
            String name,
            ColumnType type,
            Access access,
            boolean optional,
            Column column,
            String file,
            int line,
            Object own) {
        this.field = field;
        this.name = name;
        this.type = type;
        this.access = access;
        this.optional = optional;
        this.column = column;
        this.file = file;
        this.line = line;
        this.own = own;
    }

    /** This mapping for a column that cannot be written. */
    FieldMapping readOnly() {
        return new FieldMapping(field, name, type, Access.READ, optional, column, file, line);
    }

    /** This mapping for a hub that acts for {@code person}, as the system shows people; see {@link Access#OWN}. */
    FieldMapping actingAs(Map<String, String> person) {
        return access == Access.OWN
                ? new FieldMapping(field, name, type, access, optional, column, file, line, toHub(person))
                : this;
    }

    public TaskField field() {
        return field;
    }

    /** The column's name in the outside system, exactly as it is spelled there. */
    public String column() {
        return name;
    }

    public ColumnType type() {
        return type;
    }

    /** Whether the system may lack this column; the field then stays out of that system. */
    public boolean isOptional() {
        return optional;
    }

    /** Whether a change in this column is taken into the task. */
    public boolean isReadable() {
        return access != Access.WRITE_ALONG;
    }

    /** Whether the column may be written at all. */
    public boolean isWritable() {
        return access != Access.READ;
    }

    /** Whether the column can be given this value of the hub's; where not, the system keeps the one it has. */
    public boolean isWritable(Object hub) {
        return isWritable() && (access != Access.OWN || isEmpty(hub) || hub.equals(own));
    }

    /** Whether a difference in this column alone is reason to write. */
    public boolean makesDirty() {
        return access == Access.READ_WRITE || access == Access.OWN;
    }

    /** Whether the column is written when the item is created and never again. */
    public boolean isWrittenOnCreateOnly() {
        return access == Access.CREATE;
    }

    /**
     * The normal form of a value as the system gives it: equal contents become equal objects, empty (missing, {@code ""},
     * {@code []}, {@code {}}, {@code false}) becomes {@code null}. Never throws; what makes no sense here stays as it is.
     */
    public Object normalise(Object raw) {
        Object normal = normal(raw);
        if (normal != Column.NONE) {
            return normal;
        }
        return raw instanceof String text ? Text.normal(text) : raw;
    }

    /**
     * The hub's value for one of the system's, in normal form or not, of the field's {@link TaskField.Kind}; {@code null}
     * for empty. Only a checkbox says something when it is empty: its unchecked choice.
     *
     * @throws Untranslatable when the value has no counterpart, naming column, value and what is allowed
     */
    public Object toHub(Object remote) {
        Object normal = normal(remote);
        if (normal == null) {
            return column.whenEmpty();
        }
        Object hub = normal == Column.NONE ? normal : column.toHub(normal);
        if (hub == Column.NONE) {
            throw new Untranslatable("%s %s is not %s%s".formatted(name, shown(remote), column.expected(), mend()));
        }
        return hub;
    }

    /**
     * The system's value, in normal form, for one of the hub's; {@code null} for empty.
     *
     * @throws Untranslatable when the value has no counterpart, naming column, value and what is allowed
     */
    public Object toRemote(Object hub) {
        if (isEmpty(hub)) {
            return null;
        }
        Object remote = column.toRemote(hub);
        if (remote == Column.NONE) {
            throw new Untranslatable("%s %s cannot be written to column %s, which takes %s"
                    .formatted(field.jsonName(), shown(hub), name, column.expected()));
        }
        return remote;
    }

    int line() {
        return line;
    }

    private Object normal(Object raw) {
        return isEmpty(raw) ? null : column.normalise(raw);
    }

    private String mend() {
        return type == ColumnType.SELECT
                ? "; add it to %s under fields.%s.alsoRead".formatted(file, field.jsonName())
                : "";
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || "".equals(value)
                || Boolean.FALSE.equals(value)
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** A value as an error shows it: texts in quotes, long ones cut. */
    static String shown(Object value) {
        String text = String.valueOf(value);
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return value instanceof String ? '"' + start + '"' : start;
    }
}
