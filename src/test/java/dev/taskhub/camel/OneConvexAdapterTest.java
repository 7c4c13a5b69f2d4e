package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Of the two adapters for Convex only one runs: each route says which one it belongs to. */
class OneConvexAdapterTest {

    @Test
    void everyRouteButTheCallBelongsToOneAdapter() throws IOException {
        Map<String, String> preconditions = preconditions();

        assertThat(preconditions.remove("call-convex")).isEqualTo("'{{taskhub.convex.url}}' != ''");
        assertThat(preconditions).isNotEmpty().allSatisfy((route, precondition) -> assertThat(precondition)
                .isEqualTo("'{{taskhub.convex.url}}' != '' && '{{taskhub.convex.adapter}}' == '"
                        + (route.contains("fullstack") || route.equals("agree-to-convex-deletions")
                                ? "fullstack"
                                : "kit")
                        + "'"));
    }

    private static Map<String, String> preconditions() throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.list(Path.of("routes/convex"))) {
            for (Path file : files.toList()) {
                List<Map<String, Map<String, String>>> entries = new Yaml().load(Files.readString(file));
                entries.forEach(entry -> found.put(
                        entry.get("route").get("id"), entry.get("route").get("precondition")));
            }
        }
        return found;
    }
}
