package dev.taskhub.house;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A route file or a Kamelet, as text and as a tree of maps and lists. */
record YamlFile(String path, String text, Object tree) {

    private static final String ROUTES = ".camel.yaml";
    private static final String KAMELET = ".kamelet.yaml";

    /** A map somewhere in the tree, and the key it stands under. */
    record Node(String key, Map<String, Object> map) {

        Optional<String> string(String name) {
            return Optional.ofNullable(map.get(name))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        }
    }

    static YamlFile of(String path, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new YamlFile(path, text, new Yaml(new SafeConstructor(options)).load(text));
    }

    boolean isRouteFile() {
        return path.endsWith(ROUTES);
    }

    boolean isKamelet() {
        return path.endsWith(KAMELET);
    }

    /** The file's name without folder and suffix. */
    String name() {
        var file = Path.of(path).getFileName().toString();
        return file.replace(ROUTES, "").replace(KAMELET, "");
    }

    /** What the Camel schema describes: the file itself, or a Kamelet's template as if it were a file. */
    Object camel() {
        return isKamelet() ? List.of(map(map(map(tree).get("spec")).get("template"))) : tree;
    }

    List<Map<String, Object>> routes() {
        return topLevel("route");
    }

    List<Map<String, Object>> configurations() {
        return topLevel("routeConfiguration");
    }

    List<Map<String, Object>> topLevel(String key) {
        return tree instanceof List<?> items
                ? items.stream()
                        .map(YamlFile::map)
                        .filter(item -> item.containsKey(key))
                        .map(item -> map(item.get(key)))
                        .toList()
                : List.of();
    }

    /** Every map below the file's top. */
    Stream<Node> nodes() {
        return nodes(tree);
    }

    static Stream<Node> nodes(Object tree) {
        var found = new ArrayList<Node>();
        walk("", tree, found);
        return found.stream();
    }

    /** Every text value below the file's top. */
    Stream<String> strings() {
        return strings(tree);
    }

    /** The lines of each top-level item; blank ones, comments and ids left out. */
    List<Long> lengths() {
        var lines = text.lines().toList();
        return new Yaml().compose(new StringReader(text)) instanceof SequenceNode items
                ? items.getValue().stream()
                        .map(item -> lines
                                .subList(
                                        item.getStartMark().getLine(),
                                        item.getEndMark().getLine())
                                .stream()
                                .filter(line -> !line.isBlank() && !line.matches("\\s*(#|(- )?id: ).*"))
                                .count())
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Stream<String> strings(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(YamlFile::strings);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(YamlFile::strings);
        }
        return value instanceof String text ? Stream.of(text) : Stream.empty();
    }

    private static void walk(String key, Object value, List<Node> found) {
        if (value instanceof Map<?, ?>) {
            var map = map(value);
            found.add(new Node(key, map));
            map.forEach((name, child) -> walk(String.valueOf(name), child, found));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> walk(key, item, found));
        }
    }
}
