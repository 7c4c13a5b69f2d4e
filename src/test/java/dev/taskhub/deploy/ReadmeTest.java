package dev.taskhub.deploy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The README's tables say what routes/ and config/application.yaml say; a failure shows the table as it should be. */
class ReadmeTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");

    @Test
    void listsTheRoutes() throws IOException {
        try (var files = Files.walk(Path.of("routes"))) {
            var rows = new ArrayList<String>();
            for (var file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                for (var entry : (List<?>) yaml(file)) {
                    if (map(entry).containsKey("route")) {
                        rows.add(row(map(map(entry).get("route"))));
                    }
                }
            }
            assertThat(String.join("\n", Documents.readmeRows("The routes"))).isEqualTo(String.join("\n", rows));
        }
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

    private static String row(Map<String, Object> route) {
        return "| `" + route.get("id") + "` | " + trigger(map(route.get("from"))) + " | " + route.get("description")
                + " |";
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
