package dev.taskhub.mapping;

import dev.taskhub.task.TaskField;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the items of one outside system and the hub's tasks become one another, as its mapping file declares it. */
public final class Mapping {

    private final Path file;
    private final Map<String, Setting> settings;
    private final List<FieldMapping> fields;
    private final List<PlanTable> planTables;
    private final List<String> columns;
    private final Map<String, FieldMapping> byColumn = new HashMap<>();
    private final Map<TaskField, FieldMapping> byField = new EnumMap<>(TaskField.class);

    /** A top-level entry of the file and the line it stands on. */
    record Setting(String value, int line) {}

    /**
     * A column that the mapping cannot do without and the remote table lacks.
     *
     * @param place where the mapping names it: {@code config/airtable.yaml line 12}
     */
    public record MissingColumn(String name, String place) {}

    Mapping(Path file, Map<String, Setting> settings, List<FieldMapping> fields, List<PlanTable> planTables) {
        this.file = file;
        this.settings = Map.copyOf(settings);
        this.fields = List.copyOf(fields);
        this.planTables = List.copyOf(planTables);
        this.columns = fields.stream().map(FieldMapping::column).toList();
        for (FieldMapping mapping : fields) {
            byColumn.put(mapping.column(), mapping);
            byField.put(mapping.field(), mapping);
        }
    }

    /**
     * Reads a mapping file and checks it as a whole.
     *
     * @throws InvalidMapping when it cannot be used, naming file and line, what is wrong and how to mend it
     */
    public static Mapping read(Path file) {
        return new MappingReader(file).read();
    }

    /** {@code airtable}, {@code convex} or {@code claude}. */
    public String system() {
        return setting(MappingReader.SYSTEM);
    }

    /** The mapped fields, in the order of the file. */
    public List<FieldMapping> fields() {
        return fields;
    }

    /** The tables above the tasks that the file declares, from top to bottom. */
    public List<PlanTable> planTables() {
        return planTables;
    }

    /** The mapped columns, in the order of the file. */
    public List<String> columns() {
        return columns;
    }

    public Optional<FieldMapping> forColumn(String column) {
        return Optional.ofNullable(byColumn.get(column));
    }

    public Optional<FieldMapping> forField(TaskField field) {
        return Optional.ofNullable(byField.get(field));
    }

    /**
     * A top-level entry such as {@code table} or {@code idColumn}.
     *
     * @throws InvalidMapping when the file does not have it
     */
    public String setting(String name) {
        return optionalSetting(name)
                .orElseThrow(() -> invalid(name, "\"" + name + "\" is missing; add it at the top level"));
    }

    /** A top-level entry such as {@code modifiedColumn}, if the file has it. */
    public Optional<String> optionalSetting(String name) {
        return Optional.ofNullable(settings.get(name)).map(Setting::value);
    }

    /** The column in which items of the system carry the hub's id, if they do. */
    public Optional<String> idColumn() {
        return optionalSetting(MappingReader.ID_COLUMN);
    }

    /** The column that the hub keeps beside an item as it was last shown, because the system finds the item by it. */
    public Optional<String> keepColumn() {
        return optionalSetting(MappingReader.KEEP_COLUMN);
    }

    /** What to write for a deleted task where nothing can be deleted; empty where the item is deleted. */
    public Map<String, Object> deletion() {
        return optionalSetting(MappingReader.DELETED_STATUS)
                .flatMap(status ->
                        forField(TaskField.STATUS).map(column -> Map.of(column.column(), column.toRemote(status))))
                .orElse(Map.of());
    }

    /** The file's own name, as {@code convex.yaml}. */
    public String fileName() {
        return file.getFileName().toString();
    }

    /** What is wrong with a setting, or with its absence. */
    InvalidMapping invalid(String name, String problem) {
        Setting setting = settings.get(name);
        return new InvalidMapping(file, setting == null ? 1 : setting.line(), problem);
    }

    /** The mapped columns of {@code item} in normal form; what is not mapped or is empty is left out. */
    public Map<String, Object> normalise(Map<String, Object> item) {
        var normal = new LinkedHashMap<String, Object>();
        for (FieldMapping mapping : fields) {
            Object value = mapping.normalise(item.get(mapping.column()));
            if (value != null) {
                normal.put(mapping.column(), value);
            }
        }
        return normal;
    }

    /** This mapping for a hub that acts for {@code person}, {@code name} and {@code email} as the system shows people. */
    public Mapping actingAs(Map<String, String> person) {
        return new Mapping(
                file,
                settings,
                fields.stream().map(field -> field.actingAs(person)).toList(),
                planTables);
    }

    /**
     * This mapping for a table with the columns {@code existing}: without optional fields that have none, and with those
     * of {@code computed} only read.
     */
    Mapping limitedTo(Collection<String> existing, Collection<String> computed) {
        return new Mapping(
                file,
                settings,
                fields.stream()
                        .filter(field -> !field.isOptional() || existing.contains(field.column()))
                        .map(field -> computed.contains(field.column()) ? field.readOnly() : field)
                        .toList(),
                planTables);
    }

    /** The columns that are not optional and not among {@code existing}, in the order of the file's lines. */
    public List<MissingColumn> missingColumns(Collection<String> existing) {
        var lines = new ArrayList<Map.Entry<String, Integer>>();
        for (String name : MappingReader.COLUMN_SETTINGS) {
            Setting setting = settings.get(name);
            if (setting != null) {
                lines.add(Map.entry(setting.value(), setting.line()));
            }
        }
        fields.stream()
                .filter(mapping -> !mapping.isOptional())
                .forEach(mapping -> lines.add(Map.entry(mapping.column(), mapping.line())));
        return lines.stream()
                .filter(entry -> !existing.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> new MissingColumn(entry.getKey(), InvalidMapping.place(file, entry.getValue())))
                .toList();
    }
}
