package dev.taskhub.deploy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The README's tables say what routes/ and config/application.yaml say; a failure shows the table as it should be. */
class ReadmeTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");

    @Test
    void listsTheRoutes() throws IOException {
        var entries = new ArrayList<Map<String, Object>>();
        try (var files = Files.walk(Path.of("routes"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                ((List<?>) yaml(file)).forEach(entry -> entries.add(map(entry)));
            }
        }
        var requests = new HashMap<String, String>();
        all(entries, "rest").forEach(rest -> requests.putAll(requests(rest)));

        var rows = all(entries, "route").map(route -> row(route, requests)).toList();

        assertThat(String.join("\n", Documents.readmeRows("The routes"))).isEqualTo(String.join("\n", rows));
    }

    private static Stream<Map<String, Object>> all(List<Map<String, Object>> entries, String key) {
        return entries.stream().filter(entry -> entry.containsKey(key)).map(entry -> map(entry.get(key)));
    }

    /** The requests of a rest definition, by the routes that serve them. */
    private static Map<String, String> requests(Map<String, Object> rest) {
        var requests = new HashMap<String, String>();
        for (String method : List.of("get", "post", "put", "patch", "delete")) {
            if (rest.get(method) instanceof List<?> verbs) {
                for (var verb : verbs) {
                    var part = map(verb).get("path");
                    requests.put(
                            String.valueOf(map(map(verb).get("to")).get("uri")).replace("direct:", ""),
                            method.toUpperCase(Locale.ROOT) + " " + rest.get("path")
                                    + (part == null ? "" : "/" + part));
                }
            }
        }
        return requests;
    }

    @Test
    void listsTheConfiguration() throws IOException {
        var settings = new LinkedHashMap<String, String>();
        flatten("", yaml(Path.of("config", "application.yaml")), settings);
        settings.keySet()
                .removeIf(key -> !key.startsWith("taskhub.")
                        && !List.of("server.port", "server.address", "spring.datasource.url")
                                .contains(key));

        var expected =
                settings.entrySet().stream().map(ReadmeTest::setting).sorted().collect(joining("\n"));
        var documented = Documents.readmeRows("Configuration").stream()
                .map(line -> line.substring(0, line.lastIndexOf(" | ") + 2))
                .sorted()
                .collect(joining("\n"));

        assertThat(documented).isEqualTo(expected);
    }

    private static String row(Map<String, Object> route, Map<String, String> requests) {
        var id = String.valueOf(route.get("id"));
        var trigger = requests.containsKey(id) ? "`" + requests.get(id) + "`" : trigger(map(route.get("from")));
        return "| `" + id + "` | " + trigger + " | " + route.get("description") + " |";
    }

    private static String trigger(Map<String, Object> from) {
        var with = map(from.get("parameters"));
        return switch (String.valueOf(from.get("uri"))) {
            case "platform-http" -> "`" + with.get("httpMethodRestrict") + " " + with.get("path") + "`";
            case "file" -> "a file in `"
                    + String.valueOf(with.get("directoryName")).replaceAll("\\{\\{.*}}/", "") + "`";
            case "quartz" -> "cron `" + key(with.get("cron")) + "`";
            case "timer" -> with.containsKey("period") ? "every `" + key(with.get("period")) + "`" : "the start";
            case "sql" -> "a row, looked for every `" + key(with.get("delay")) + "`";
            case "seda" -> "a wake-up";
            case "direct" -> "a route";
            default -> throw new AssertionError("say in ReadmeTest how to call a trigger of " + from.get("uri"));
        };
    }

    private static String key(Object placeholder) {
        return String.valueOf(placeholder).replaceAll("[{}]", "");
    }

    private static String setting(Map.Entry<String, String> setting) {
        var placeholder = PLACEHOLDER.matcher(setting.getValue());
        var variable = placeholder.matches() ? "`" + placeholder.group(1) + "`" : "";
        var value = placeholder.matches() ? placeholder.group(2) : setting.getValue();
        return "| `" + setting.getKey() + "` | " + variable + " | " + (value.isEmpty() ? "" : "`" + value + "`") + " |";
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, inner) -> flatten(path.isEmpty() ? "" + key : path + "." + key, inner, flat));
        } else {
            flat.put(path, text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(joining(", "));
        }
        return value instanceof Date day
                ? day.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString()
                : String.valueOf(value);
    }

    private static Object yaml(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
