package dev.taskhub.mapping;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The mappings of all systems, as they are in force: without optional fields for which a system has no column. */
public final class Mappings {

    private static final List<String> SYSTEMS = List.of("airtable", "convex", "claude");

    private final Map<String, Mapping> declared;
    private final Map<String, Mapping> inForce;

    public Mappings(List<Mapping> mappings) {
        declared = mappings.stream().collect(Collectors.toUnmodifiableMap(Mapping::system, Function.identity()));
        inForce = new ConcurrentHashMap<>(declared);
    }

    /**
     * Fits the mapping of {@code system} to the columns it has now: optional fields without a column are out of force,
     * and columns that the system computes are only read.
     */
    public void limit(String system, Collection<String> existing, Collection<String> computed) {
        inForce.computeIfPresent(system, (name, before) -> declared.get(name).limitedTo(existing, computed));
    }

    /** The mapping of {@code system} as its file declares it, whatever columns the system has. */
    public Mapping declared(String system) {
        return found(declared, system);
    }

    /**
     * Reads {@code airtable.yaml}, {@code convex.yaml} and {@code claude.yaml} from {@code folder}.
     *
     * @throws InvalidMapping when one of them cannot be used or is missing
     */
    public static Mappings read(Path folder) {
        return read(folder, Map.of());
    }

    /**
     * As {@link #read(Path)}, with another file for some systems.
     *
     * @param files by system, the file's name: {@code convex-fullstack.yaml}
     */
    public static Mappings read(Path folder, Map<String, String> files) {
        return new Mappings(SYSTEMS.stream()
                .map(system -> read(folder.resolve(files.getOrDefault(system, system + ".yaml")), system))
                .toList());
    }

    /** These mappings for a hub that acts for {@code person} in {@code system}; see {@link Mapping#actingAs}. */
    public Mappings actingAs(String system, Map<String, String> person) {
        return new Mappings(declared.values().stream()
                .map(mapping -> mapping.system().equals(system) ? mapping.actingAs(person) : mapping)
                .toList());
    }

    /**
     * The mapping of {@code system}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Mapping of(String system) {
        return found(inForce, system);
    }

    private static Mapping found(Map<String, Mapping> mappings, String system) {
        Mapping mapping = mappings.get(system);
        if (mapping == null) {
            throw new IllegalArgumentException(
                    "no mapping for system \"" + system + "\"; there are " + mappings.keySet());
        }
        return mapping;
    }

    private static Mapping read(Path file, String system) {
        Mapping mapping = Mapping.read(file);
        if (!mapping.system().equals(system)) {
            throw mapping.invalid(
                    MappingReader.SYSTEM,
                    "system \"%s\" does not fit the file's name; write %s".formatted(mapping.system(), system));
        }
        return mapping;
    }
}
