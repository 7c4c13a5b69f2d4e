package dev.taskhub.house;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What keeps strangers from steering the house, and the house from calling strangers. */
final class DoorRules {

    private static final String HEADERS = "doorHeaders";
    private static final Set<String> HTTP =
            Set.of("http", "https", "netty-http", "vertx-http", "undertow", "jetty", "ahc");
    private static final Set<String> DYNAMIC = Set.of("toD", "dynamicRouter", "recipientList", "routingSlip");
    private static final Pattern ADDRESS = Pattern.compile("https?://.*");
    private static final Pattern PROXY = Pattern.compile("/?proxy.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONFIGURED = Pattern.compile("\\{\\{[\\w.-]+}}([\\w/.-]|\\{\\{[\\w.-]+}})*");

    private DoorRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("a door first drops every header that is not expected", DoorRules::headers),
                new Rule("no path begins with proxy", DoorRules::proxies),
                new Rule("addresses stand in Kamelets, and come from configuration", DoorRules::addresses),
                new Rule("no address is made from a message", DoorRules::dynamicAddresses));
    }

    static Stream<String> headers(House house) {
        var doors = house.routeFiles().flatMap(file -> file.routes().stream()
                .map(route -> YamlFile.map(route.get("from")))
                .filter(from -> path(from).isPresent())
                .filter(from -> !HEADERS.equals(firstStep(from).get("ref")))
                .map(from -> file.path() + ": the first step of door "
                        + path(from).orElseThrow() + " is not bean " + HEADERS));
        var rest = house.routeFiles().flatMap(file -> YamlFile.nodes(file.topLevel("rest"))
                .filter(node -> node.key().equals("to"))
                .flatMap(node -> node.string("uri").stream())
                .filter(uri -> !strips(house, uri))
                .map(uri -> file.path() + ": the first step of " + uri + ", which it opens to strangers, is not bean "
                        + HEADERS));
        return Stream.concat(doors, rest);
    }

    private static boolean strips(House house, String uri) {
        return house.routeFiles()
                .flatMap(file -> file.routes().stream())
                .map(route -> YamlFile.map(route.get("from")))
                .filter(from -> uri.equals(
                        "direct:" + YamlFile.map(from.get("parameters")).get("name")))
                .anyMatch(from -> HEADERS.equals(firstStep(from).get("ref")));
    }

    private static Map<String, Object> firstStep(Map<String, Object> from) {
        return from.get("steps") instanceof List<?> steps && !steps.isEmpty()
                ? YamlFile.map(YamlFile.map(steps.get(0)).get("bean"))
                : Map.of();
    }

    static Stream<String> proxies(House house) {
        return house.routeFiles().flatMap(file -> file.nodes()
                .flatMap(node -> path(node.map()).stream())
                .filter(path -> PROXY.matcher(path).matches())
                .map(path -> file.path() + ": " + path + " would make platform-http a proxy for anybody"));
    }

    static Stream<String> addresses(House house) {
        var routes = house.routeFiles().flatMap(file -> Stream.concat(
                        file.strings().filter(text -> ADDRESS.matcher(text).matches()),
                        uris(file).filter(uri -> HTTP.contains(uri.split(":")[0])))
                .distinct()
                .map(text -> file.path() + ": " + text + " belongs into a Kamelet"));
        var kamelets = house.kamelets().flatMap(file -> uris(file)
                .filter(uri -> ADDRESS.matcher(uri).matches() || uri.startsWith("{{"))
                .filter(uri -> !CONFIGURED.matcher(uri).matches())
                .map(uri -> file.path() + ": " + uri + " does not come from configuration alone"));
        return Stream.concat(routes, kamelets);
    }

    static Stream<String> dynamicAddresses(House house) {
        return house.yaml().stream().flatMap(file -> YamlFile.nodes(file.camel())
                .flatMap(node -> Stream.concat(
                        node.map().keySet().stream()
                                .filter(DYNAMIC::contains)
                                .filter(key -> !node.key().equals("parameters"))
                                .map(key -> file.path() + ": " + key + " sends where the message says"),
                        node
                                .string("uri")
                                .filter(uri -> uri.contains("${"))
                                .map(uri -> file.path() + ": " + uri + " is made from the message")
                                .stream())));
    }

    private static Stream<String> uris(YamlFile file) {
        return YamlFile.nodes(file.camel()).flatMap(node -> node.string("uri").stream());
    }

    /** The path of a platform-http endpoint, written in the uri or as a parameter. */
    private static Optional<String> path(Map<String, Object> endpoint) {
        var uri = String.valueOf(endpoint.get("uri"));
        if (uri.equals("platform-http")) {
            return Optional.of(
                    String.valueOf(YamlFile.map(endpoint.get("parameters")).get("path")));
        }
        return Optional.of(uri)
                .filter(text -> text.startsWith("platform-http:"))
                .map(text -> text.substring("platform-http:".length()));
    }
}
