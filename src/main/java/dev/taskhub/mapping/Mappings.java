package dev.taskhub.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The mappings of all systems. */
public final class Mappings {

    private static final List<String> SYSTEMS = List.of("airtable", "convex", "claude");

    private final Map<String, Mapping> bySystem;

    public Mappings(List<Mapping> mappings) {
        bySystem = mappings.stream().collect(Collectors.toUnmodifiableMap(Mapping::system, Function.identity()));
    }

    /**
     * Reads {@code airtable.yaml}, {@code convex.yaml} and {@code claude.yaml} from {@code folder}.
     *
     * @throws InvalidMapping when one of them cannot be used or is missing
     */
    public static Mappings read(Path folder) {
        return new Mappings(SYSTEMS.stream().map(system -> read(folder, system)).toList());
    }

    /**
     * The mapping of {@code system}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Mapping of(String system) {
        Mapping mapping = bySystem.get(system);
        if (mapping == null) {
            throw new IllegalArgumentException(
                    "no mapping for system \"" + system + "\"; there are " + bySystem.keySet());
        }
        return mapping;
    }

    private static Mapping read(Path folder, String system) {
        Mapping mapping = Mapping.read(folder.resolve(system + ".yaml"));
        if (!mapping.system().equals(system)) {
            throw mapping.invalid(
                    MappingReader.SYSTEM,
                    "system \"%s\" does not fit the file's name; write %s".formatted(mapping.system(), system));
        }
        return mapping;
    }
}
