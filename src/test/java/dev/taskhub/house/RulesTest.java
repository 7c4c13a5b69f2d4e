package dev.taskhub.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A house that is in order, and for each rule the one change that puts it out of order. */
class RulesTest {

    private static final String DOOR =
            """
            # Takes a signed message and keeps it.
            #   in  a POST    out  direct:keep-message, body as it came
            - route:
                id: take-message
                description: Takes a signed message and keeps it
                routeConfigurationId: park
                from:
                  uri: platform-http
                  parameters:
                    path: /webhook/x
                  steps:
                    - bean:
                        id: keep-headers
                        ref: doorHeaders
                    - transacted:
                        id: begin
                    - setHeader:
                        id: set-key
                        name: key
                        expression:
                          simple:
                            expression: "${body}"
                    - to:
                        id: keep
                        uri: direct:keep-message
                    - to:
                        id: call
                        uri: kamelet:remote-action
            - route:
                id: keep-message
                description: Keeps a message
                from:
                  uri: direct
                  parameters:
                    name: keep-message
                  steps:
                    - to:
                        id: write
                        uri: sql:classpath:sql/keep.sql
                        parameters:
                          dataSource: "#store"
                          batch: "{{hub.batch}}"
            """;
    private static final String ERRORS =
            """
            # What happens when a route fails.
            #   parks the message
            - routeConfiguration:
                id: park
                description: Parks what fails
                onException:
                  - onException:
                      exception:
                        - java.lang.Exception
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - rollback:
                            markRollbackOnly: true
            """;
    private static final String KAMELET =
            """
            # Calls the remote.
            #   in  a call    out  its answer
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: remote-action
            spec:
              definition:
                title: Remote
                description: Calls the remote
                properties:
                  path:
                    type: string
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - to:
                        uri: "{{hub.remote.url}}/{{path}}"
            """;

    static Stream<Arguments> oneFault() {
        return Stream.of(
                arguments("  from:\n      uri: platform-http", "  frm:\n      uri: platform-http", "frm"),
                arguments("id: take-message", "id: take-messages", "its first route is called take-messages"),
                arguments("id: keep-message", "id: KeepMessage", "KeepMessage is not kebab-case"),
                arguments("id: keep-message", "id: take-message", "take-message is also in"),
                arguments("name: remote-action", "name: other-action", "metadata.name is not the file's name"),
                arguments("    description: Keeps a message\n", "", "keep-message has no description"),
                arguments("    description: Calls the remote\n", "", "remote-action.kamelet.yaml: has no description"),
                arguments("#   in  a POST", "\n#   in  a POST", "two lines of comment"),
                arguments(
                        "- to:\n            id: keep\n            uri: direct:keep-message",
                        "- to: direct:keep-message",
                        "compact form"),
                arguments("            id: keep\n", "", "to {uri=direct:keep-message} has no id"),
                arguments("- transacted:\n            id: begin", "- transacted: {}", "transacted {} has no id"),
                arguments("id: set-key", "id: setKey", "step setKey is not kebab-case"),
                arguments("id: write", "id: call", "step call is also in"),
                arguments("keep.sql\n", "keep.sql?batch=true\n", "holds a query"),
                arguments("simple:\n                expression: \"${body}\"", "simple: \"${body}\"", "compact form"),
                arguments("simple:\n", "groovy:\n", "groovy is code"),
                arguments(
                        "routeConfigurationId: park",
                        "errorHandler:\n      noErrorHandler: {}",
                        "has an errorHandler of its own"),
                arguments(
                        "uri: direct:keep-message", "uri: direct:lose-message", "nobody receives direct:lose-message"),
                arguments("name: keep-message", "name: keep-massage", "nobody receives direct:keep-message"),
                arguments(
                        "platform-http\n      parameters:\n        path: /webhook/x",
                        "direct:keep-message",
                        "direct:keep-message has 2 receivers"),
                arguments(
                        "uri: direct:keep-message",
                        "uri: direct:keep-message\n            parameters:\n              waitForTaskToComplete: Never",
                        "write pattern: InOnly"),
                arguments("routeConfigurationId: park", "routeConfigurationId: bark", "no route configuration bark"),
                arguments(
                        "routeConfigurationId: park", "routeConfigurationId: park,bark", "no route configuration bark"),
                arguments("kamelet:remote-action", "kamelet:remote-actoin", "no Kamelet remote-actoin"),
                arguments("{{hub.batch}}", "{{hub.bacth}}", "{{hub.bacth}} is not in"),
                arguments("{{hub.batch}}", "{{?hub.bacth}}", "{{hub.bacth}} is not in"),
                arguments("{{hub.batch}}", "{{env:HUB_BATCH}}", "{{env}} is not in"),
                arguments("{{path}}", "{{paht}}", "{{paht}} is not in"),
                arguments("#store", "#stroe", "no bean stroe"),
                arguments("- transacted:", "- bean:\n            ref: nobody", "no bean nobody"),
                arguments("sql:classpath:sql/keep.sql", "sql:classpath:sql/lose.sql", "is no file"),
                arguments("sql:classpath:sql/keep.sql", "direct:keep-message", "keep.sql is used by no route"),
                arguments("sql:classpath:sql/keep.sql", "\"sql:DELETE FROM x\"", "is no file"),
                arguments("markRollbackOnly: true", "markRollbackOnly: false", "commit half of it"),
                arguments("ref: doorHeaders", "ref: other", "is not bean doorHeaders"),
                arguments("path: /webhook/x", "path: /Proxy-status", "would make platform-http a proxy"),
                arguments("uri: direct:keep-message", "uri: http://example.com", "belongs into a Kamelet"),
                arguments("uri: direct:keep-message", "uri: \"https:{{hub.remote.url}}\"", "belongs into a Kamelet"),
                arguments("{{hub.remote.url}}/", "https://example.com/", "does not come from configuration"),
                arguments("{{hub.remote.url}}/", "{{hub.remote.url}}/${header.x}", "does not come from configuration"),
                arguments("uri: direct:keep-message", "uri: \"direct:${header.x}\"", "is made from the message"),
                arguments(
                        "- to:\n            id: keep\n            uri: direct:keep",
                        "- toD:\n            id: keep\n            uri: direct:keep",
                        "toD sends where"));
    }

    @ParameterizedTest
    @MethodSource
    void oneFault(String good, String bad, String fault) {
        assertThat(Stream.of(DOOR, ERRORS, KAMELET).filter(text -> text.contains(good)))
                .as("the change applies")
                .isNotEmpty();

        assertThat(faults(house(good, bad))).anyMatch(found -> found.contains(fault));
    }

    @Test
    void findsNoFaultInAHouseInOrder() {
        assertThat(faults(house("", ""))).isEmpty();
    }

    @Test
    void missesTheTestOfARouteFile() {
        var house = house("", "");

        var untested = new House(house.yaml(), house.settings(), house.beans(), house.sql(), "", Set.of());

        assertThat(faults(untested))
                .containsExactly("routes/take-message.camel.yaml: there is no test TakeMessageRouteTest");
    }

    @Test
    void seesAFileThatCamelPassesOver() {
        assertThat(faults(with("routes/a.yaml", "# a\n# b\n- route: {}")))
                .anyMatch(fault -> fault.contains("Camel passes over it"));
    }

    @Test
    void countsRoutesAndLines() {
        var route = "- route:\n    id: a\n    description: a\n    from:\n      uri: direct:a\n      steps:\n";
        var steps = "        - stop: {}\n".repeat(56);

        assertThat(faults(with("routes/a.camel.yaml", "# a\n# b\n" + route + steps)))
                .anyMatch(fault -> fault.contains("a route of 61 lines"));
        assertThat(faults(with("routes/a.camel.yaml", "# a\n# b\n" + route.repeat(4))))
                .anyMatch(fault -> fault.contains("more than 3 routes"));
    }

    @Test
    void findsBeansInJavaText() {
        var java = "@Component\nfinal class TodoLists {}\n@Service(\"sender\") class X {}\n@Bean DataSource store() {";

        assertThat(House.beans(java)).containsExactlyInAnyOrder("todoLists", "sender", "store");
    }

    private static List<String> faults(House house) {
        return Rule.all().flatMap(rule -> rule.faults().apply(house)).toList();
    }

    private static House house(String good, String bad) {
        return house(List.of(
                YamlFile.of("routes/take-message.camel.yaml", DOOR.replace(good, bad)),
                YamlFile.of("routes/errors.camel.yaml", ERRORS.replace(good, bad)),
                YamlFile.of("kamelets/remote-action.kamelet.yaml", KAMELET.replace(good, bad))));
    }

    private static House with(String path, String text) {
        return house(List.of(YamlFile.of(path, text)));
    }

    private static House house(List<YamlFile> files) {
        return new House(
                files,
                new TreeSet<>(Set.of("hub.batch", "hub.remote.url")),
                Set.of("doorHeaders", "store", "other"),
                Set.of("keep.sql"),
                "",
                Set.of("TakeMessageRouteTest", "ARouteTest"));
    }
}
