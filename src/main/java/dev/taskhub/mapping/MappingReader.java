package dev.taskhub.mapping;

import dev.taskhub.mapping.Mapping.Setting;
import dev.taskhub.task.TaskField;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one mapping file and refuses, with the line, whatever could not be meant. */
final class MappingReader {

    static final String SYSTEM = "system";

    /** The column for the hub's own id, which no field may share. */
    static final String ID_COLUMN = "idColumn";

    /** The column by which the system finds an item again, and which is no field of a task. */
    static final String KEEP_COLUMN = "keepColumn";

    /** The status that a deleted task gets where nothing can be deleted. */
    static final String DELETED_STATUS = "deletedStatus";

    /** The settings that name columns. */
    static final List<String> COLUMN_SETTINGS = List.of(ID_COLUMN, "modifiedColumn", KEEP_COLUMN);

    private static final String FIELDS = "fields";
    private static final String OPTIONAL = "optional";
    private static final List<String> SETTINGS =
            List.of(SYSTEM, "table", ID_COLUMN, "modifiedColumn", KEEP_COLUMN, DELETED_STATUS);
    private static final List<String> TOP_LEVEL =
            Stream.concat(SETTINGS.stream(), Stream.of(FIELDS)).toList();
    private static final List<String> TOP_LEVEL_OF_AIRTABLE = Stream.of(
                    TOP_LEVEL, List.of(People.SECTION), PlanTablesReader.SECTIONS)
            .flatMap(List::stream)
            .toList();

    private final Path file;

    /** By column, the line on which it was used first. */
    private final Map<String, Integer> usedColumns = new HashMap<>();

    MappingReader(Path file) {
        this.file = file;
    }

    Mapping read() {
        var top = new Section(file, compose(), "the file");
        boolean ofAirtable = top.text(SYSTEM).filter("airtable"::equals).isPresent();
        top.allowOnly(ofAirtable ? TOP_LEVEL_OF_AIRTABLE : TOP_LEVEL, "entry");
        top.requiredText(SYSTEM);
        var settings = new LinkedHashMap<String, Setting>();
        for (String name : SETTINGS) {
            top.text(name).ifPresent(value -> settings.put(name, new Setting(value, top.line(name))));
        }
        for (String own : List.of(ID_COLUMN, KEEP_COLUMN)) {
            top.text(own).ifPresent(column -> use(column, top, own));
        }
        People people = People.read(top);
        Section fields = top.requiredSection(FIELDS);
        var mappings = new ArrayList<FieldMapping>();
        for (String name : fields.names()) {
            mappings.add(field(fields, name, people));
        }
        top.text(DELETED_STATUS)
                .filter(status -> !TaskField.STATUS.choices().contains(status))
                .ifPresent(status -> {
                    throw top.invalid(
                            DELETED_STATUS,
                            "status \"%s\" is unknown; there are %s"
                                    .formatted(status, String.join(", ", TaskField.STATUS.choices())));
                });
        return new Mapping(file, settings, mappings, new PlanTablesReader(file, top).read(mappings));
    }

    private Node compose() {
        try {
            String text = Files.readString(file);
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (node == null) {
                throw new InvalidMapping(file, 1, "the file is empty; it needs system and fields");
            }
            return node;
        } catch (IOException e) {
            throw new InvalidMapping(file, 1, "cannot be read (" + e + "); put it there as UTF-8 text");
        } catch (MarkedYAMLException e) {
            throw new InvalidMapping(
                    file, e.getProblemMark().getLine() + 1, "is not YAML: " + e.getProblem() + "; mend the line");
        } catch (YAMLException e) {
            throw new InvalidMapping(file, 1, "is not YAML: " + e.getMessage());
        }
    }

    private FieldMapping field(Section fields, String name, People people) {
        TaskField field = TaskField.named(name).orElseThrow(() -> fields.invalid(name, unknownField(name)));
        Section section = fields.requiredSection(name);
        String column = section.requiredText("column");
        use(column, section, "column");
        ColumnType type = type(section);
        if (!type.fits(field.kind())) {
            throw section.invalid(
                    "type",
                    "type %s does not fit %s, which is a %s; types that fit: %s"
                            .formatted(type.yamlName(), name, field.kind(), typesFor(field.kind())));
        }
        var options = new ArrayList<>(List.of("column", "type", "access", OPTIONAL));
        options.addAll(type.options());
        section.allowOnly(options, "option");
        Access access = access(section);
        Column reading = new ColumnReader(section, field, access, people).read(type);
        return new FieldMapping(
                field, column, type, access, optional(section), reading, file.toString(), section.line("column"));
    }

    private void use(String column, Section section, String name) {
        Integer line = usedColumns.putIfAbsent(column, section.line(name));
        if (line != null) {
            throw section.invalid(
                    name, "column \"%s\" is used on line %d already; give each its own".formatted(column, line));
        }
    }

    private static ColumnType type(Section section) {
        String name = section.requiredText("type");
        return ColumnType.named(name)
                .orElseThrow(() -> section.invalid(
                        "type",
                        "type \"%s\" is unknown; there are %s"
                                .formatted(name, names(Arrays.stream(ColumnType.values())))));
    }

    private static Access access(Section section) {
        String name = section.text("access").orElse(Access.READ_WRITE.yamlName());
        return Access.named(name)
                .orElseThrow(() -> section.invalid(
                        "access",
                        "access \"%s\" is unknown; there are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(Access.values())
                                                .map(Access::yamlName)
                                                .collect(Collectors.joining(", ")))));
    }

    private static boolean optional(Section section) {
        String answer = section.text(OPTIONAL).orElse("false");
        if (!List.of("true", "false").contains(answer)) {
            throw section.invalid(OPTIONAL, "optional \"%s\" is neither true nor false".formatted(answer));
        }
        return Boolean.parseBoolean(answer);
    }

    private static String typesFor(TaskField.Kind kind) {
        return names(Arrays.stream(ColumnType.values()).filter(type -> type.fits(kind)));
    }

    private static String names(Stream<ColumnType> types) {
        return types.map(ColumnType::yamlName).collect(Collectors.joining(", "));
    }

    private static String unknownField(String name) {
        return "field \"%s\" is unknown; there are %s"
                .formatted(
                        name,
                        Arrays.stream(TaskField.values())
                                .map(TaskField::jsonName)
                                .collect(Collectors.joining(", ")));
    }
}
