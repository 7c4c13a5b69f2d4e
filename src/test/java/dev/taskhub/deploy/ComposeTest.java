package dev.taskhub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml and the Dockerfile name is there, and means the same on both sides. */
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");
    private static final List<String> SECRETS = List.of("PASSWORD", "TOKEN", "KEY", "SECRET");

    private final JsonNode compose = yaml("docker-compose.yml");
    private final JsonNode services = compose.get("services");
    private final JsonNode hub = services.get("hub");
    private final Dockerfile image = Dockerfile.here();

    ComposeTest() throws IOException {}

    @Test
    void keepsToTheComposeSpecification() throws IOException {
        var specification = specification();

        assertThat(specification.validate(compose)).isEmpty();
        ((ObjectNode) hub).put("port", 8080);
        assertThat(specification.validate(compose))
                .as("a key that is not in the specification")
                .isNotEmpty();
    }

    private static Schema specification() throws IOException {
        try (var file = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(file);
        }
    }

    @Test
    void setsOnlyVariablesThatTheHubReads() throws IOException {
        var known = VARIABLE.matcher(Files.readString(Path.of("config", "application.yaml")))
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(known).containsAll(names(hub.get("environment")));
        assertThat(known).containsAll(image.environment().keySet());
    }

    @Test
    void holdsNoSecret() {
        for (var service : services) {
            service.path("environment").fields().forEachRemaining(variable -> {
                if (SECRETS.stream().anyMatch(variable.getKey()::endsWith)) {
                    assertThat(variable.getValue().asText())
                            .as(variable.getKey())
                            .matches("\\$\\{" + variable.getKey().replaceFirst("SPRING_DATASOURCE", "POSTGRES")
                                    + ":(\\?.+|-)}");
                }
            });
        }
    }

    @Test
    void meetsTheHubAtItsPort() throws IOException {
        var port = image.last("EXPOSE").arguments();

        assertThat(hub.at("/ports/0").asText()).endsWith(":" + port);
        assertThat(image.environment()).containsEntry("SERVER_PORT", port);
        assertThat(yaml("config/application.yaml").at("/server/port").asText())
                .isEqualTo("${SERVER_PORT:" + port + "}");
        assertThat(String.join(" ", image.healthcheck())).contains("127.0.0.1/$SERVER_PORT ");
    }

    @Test
    void opensPortsToThisMachineOnly() {
        assertThat(services.findValues("ports")).hasSizeGreaterThan(1).allSatisfy(ports -> assertThat(ports)
                .allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    @Test
    void mountsWhatIsThereWhereTheHubLooksForIt() {
        var folder = image.last("WORKDIR").arguments();
        var named = new TreeSet<String>();
        for (var service : services) {
            for (var volume : service.path("volumes")) {
                var parts = volume.asText().split(":");
                if (parts[0].startsWith("./")) {
                    assertThat(Path.of(parts[0])).isDirectory();
                    assertThat(parts).containsExactly(parts[0], folder + parts[0].substring(1), "ro");
                } else {
                    named.add(parts[0]);
                }
            }
        }

        assertThat(names(compose.get("volumes"))).isEqualTo(named);
        assertThat(hub.at("/volumes/0").asText())
                .endsWith(":" + image.environment().get("TASKHUB_HOME"))
                .endsWith(":" + image.last("VOLUME").arguments());
    }

    @Test
    void copiesWhatIsThere() throws IOException {
        var ignore = Files.readAllLines(Path.of(".dockerignore"));
        var sources = image.all("COPY").stream()
                .map(copy -> copy.words().get(0))
                .filter(source -> !source.startsWith("--from"))
                .toList();

        assertThat(sources).contains("routes", "kamelets", "config").allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(ignore).contains("!" + Path.of(source).normalize());
        });
    }

    @Test
    void takesTheJarThatMavenMakes() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var project = pom.substring(pom.indexOf("</parent>"));
        var jar = Path.of("target", tag(project, "artifactId") + "-" + tag(project, "version") + ".jar");
        var pattern = Pattern.compile("-jar (target/\\S+)")
                .matcher(image.all("RUN").toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(jar))
                .isTrue();
        assertThat(image.all("FROM")).allMatch(from -> from.arguments().contains("17"));
        assertThat(tag(pom, "java.version")).isEqualTo("17");
    }

    @Test
    void waitsForServicesThatSayWhenTheyAreHealthy() {
        for (var service : services) {
            service.path("depends_on").fields().forEachRemaining(needed -> {
                assertThat(needed.getValue().get("condition").asText()).isEqualTo("service_healthy");
                assertThat(services.at("/" + needed.getKey() + "/healthcheck").isMissingNode())
                        .isFalse();
            });
        }
    }

    @Test
    void takesAwayWhatNoServiceNeeds() {
        assertThat(services).allSatisfy(service -> {
            assertThat(service.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(service.get("security_opt").toString()).contains("no-new-privileges:true");
        });
        assertThat(image.last("USER").arguments()).isEqualTo("taskhub");
    }

    private static TreeSet<String> names(JsonNode map) {
        var names = new TreeSet<String>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String tag(String xml, String name) {
        return xml.substring(xml.indexOf("<" + name + ">") + name.length() + 2, xml.indexOf("</" + name + ">"));
    }

    private static JsonNode yaml(String file) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(Path.of(file))));
    }
}
