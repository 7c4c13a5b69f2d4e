package dev.taskhub.house;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/**
 * Everything the rules for routes look at.
 *
 * @param yaml route files, Kamelets and whatever else lies in their folders
 * @param settings the keys of config/application.yaml
 * @param beans the names under which routes can reach a bean
 * @param sql the files of src/main/resources/sql
 * @param java the text of all main classes
 * @param tests the names of all test classes
 */
public record House(
        List<YamlFile> yaml, Set<String> settings, Set<String> beans, Set<String> sql, String java, Set<String> tests) {

    private static final Pattern COMPONENT = Pattern.compile(
            "@(?:Component|Service|Repository|Configuration)(?:\\(\"(\\w+)\"\\))?[^;{]*?\\b(?:class|record)\\s+(\\w+)");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Pattern BEAN = Pattern.compile("@Bean(?:\\(\"(\\w+)\"\\))?[^;{]*?\\s(\\w+)\\(");

    /** The house as it stands in the working folder. */
    public static House here() {
        var yaml = Stream.of("routes", "kamelets")
                .flatMap(folder -> files(folder, ".yaml"))
                .map(file -> YamlFile.of(file.toString(), read(file)))
                .toList();
        var java = new StringBuilder();
        files("src/main/java", ".java").forEach(file -> java.append(read(file)));
        return new House(
                yaml,
                settings(Path.of("config/application.yaml")),
                beans(java),
                files("src/main/resources/sql", ".sql").map(House::fileName).collect(toSet()),
                java.toString(),
                files("src/test/java", ".java")
                        .map(file -> fileName(file).replace(".java", ""))
                        .collect(toSet()));
    }

    /** The doors that routes open to requests, as {@code GET /api/tasks/{id}}. */
    public Set<String> doors() {
        var doors = new TreeSet<String>();
        routeFiles().forEach(file -> {
            file.routes().stream()
                    .map(route -> YamlFile.map(route.get("from")))
                    .filter(from -> "platform-http".equals(from.get("uri")))
                    .map(from -> YamlFile.map(from.get("parameters")))
                    .forEach(with -> doors.add(with.get("httpMethodRestrict") + " " + with.get("path")));
            file.topLevel("rest")
                    .forEach(rest -> METHODS.forEach(method -> verbs(rest, method)
                            .map(verb -> verb.get("path") == null ? "" : "/" + verb.get("path"))
                            .forEach(path ->
                                    doors.add(method.toUpperCase(Locale.ROOT) + " " + rest.get("path") + path))));
        });
        return doors;
    }

    private static Stream<Map<String, Object>> verbs(Map<String, Object> rest, String method) {
        return rest.get(method) instanceof List<?> verbs ? verbs.stream().map(YamlFile::map) : Stream.empty();
    }

    Stream<YamlFile> routeFiles() {
        return yaml.stream().filter(YamlFile::isRouteFile);
    }

    Stream<YamlFile> kamelets() {
        return yaml.stream().filter(YamlFile::isKamelet);
    }

    static Set<String> beans(CharSequence java) {
        var names = new TreeSet<String>();
        Stream.of(COMPONENT, BEAN)
                .flatMap(pattern -> pattern.matcher(java).results())
                .forEach(found -> {
                    var given = found.group(1);
                    var name = found.group(2);
                    names.add(given != null ? given : Character.toLowerCase(name.charAt(0)) + name.substring(1));
                });
        return names;
    }

    private static Set<String> settings(Path file) {
        if (Files.notExists(file)) {
            return Set.of();
        }
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource(file));
        return Map.copyOf(yaml.getObject()).keySet().stream()
                .map(String::valueOf)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<Path> files(String folder, String suffix) {
        var root = Path.of(folder);
        if (Files.notExists(root)) {
            return Stream.empty();
        }
        try (var found = Files.walk(root)) {
            return found.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
