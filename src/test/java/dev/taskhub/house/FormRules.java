package dev.taskhub.house;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a route file is written. */
final class FormRules {

    private static final int ROUTES_A_FILE = 3;
    private static final int LINES_A_ROUTE = 60;
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> ENDPOINTS = Set.of("from", "to", "wireTap", "poll");
    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "jsonpath", "header", "exchangeProperty", "variable", "tokenize");
    private static final Set<String> SCRIPTS =
            Set.of("script", "groovy", "js", "python", "joor", "java", "spel", "ognl", "mvel", "csimple", "datasonnet");
    private static final Set<String> SCRIPT_PLACES = Set.of("steps", "expression");

    private static final ObjectMapper JSON = new ObjectMapper();

    private FormRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("a file that Camel would not read lies in no routes folder", FormRules::strayFiles),
                new Rule("a file keeps to the schema", FormRules::schema),
                new Rule("the first route has the file's name, and names are kebab-case and unique", FormRules::names),
                new Rule("a step has an id, and ids are kebab-case and unique", FormRules::steps),
                new Rule("every route says what it does", FormRules::descriptions),
                new Rule("a file opens with two lines of comment", FormRules::headComments),
                new Rule("an endpoint is written as uri and parameters", FormRules::endpoints),
                new Rule("an expression is written as language and expression", FormRules::expressions),
                new Rule("no script stands in a route", FormRules::scripts),
                new Rule("a route names its error handling and does not hold it", FormRules::errorHandling),
                new Rule("a file and a route are short", FormRules::budget));
    }

    static Stream<String> strayFiles(House house) {
        return house.yaml().stream()
                .filter(file -> !file.isRouteFile() && !file.isKamelet())
                .map(file ->
                        file.path() + ": ends neither in .camel.yaml nor in .kamelet.yaml, so Camel passes over it");
    }

    static Stream<String> schema(House house) {
        return house.yaml().stream().flatMap(file -> CamelSchema.CAMEL.validate(JSON.valueToTree(file.camel())).stream()
                .limit(5)
                .map(fault -> file.path() + ": " + fault.getMessage()));
    }

    static Stream<String> names(House house) {
        var seen = new HashMap<String, String>();
        var routes = house.routeFiles().filter(file -> !file.routes().isEmpty()).flatMap(file -> {
            var first = id(file.routes().get(0));
            var misnamed = first.equals(file.name())
                    ? Stream.<String>empty()
                    : Stream.of(file.path() + ": its first route is called " + first);
            return Stream.concat(misnamed, file.routes().stream().flatMap(route -> id(file, "route", id(route), seen)));
        });
        var kamelets = house.kamelets()
                .filter(file -> !file.name()
                        .equals(YamlFile.map(YamlFile.map(file.tree()).get("metadata"))
                                .get("name")))
                .map(file -> file.path() + ": metadata.name is not the file's name");
        return Stream.concat(routes, kamelets);
    }

    private static Stream<String> id(YamlFile file, String what, String id, Map<String, String> seen) {
        var other = seen.putIfAbsent(id, file.path());
        return Stream.of(
                        KEBAB.matcher(id).matches() ? "" : file.path() + ": " + what + " " + id + " is not kebab-case",
                        other == null ? "" : file.path() + ": " + what + " " + id + " is also in " + other)
                .filter(fault -> !fault.isEmpty());
    }

    /** The console labels a step with its id, and one without with a number that changes with every start. */
    static Stream<String> steps(House house) {
        var seen = new HashMap<String, String>();
        // a step may not be called as a route is, either
        house.routeFiles().forEach(file -> file.routes().forEach(route -> seen.put(id(route), file.path())));
        return house.routeFiles().flatMap(file -> file.routes().stream()
                .flatMap(YamlFile::nodes)
                .flatMap(FormRules::labelled)
                .flatMap(step -> step.string("id")
                        .map(id -> id(file, "step", id, seen))
                        .orElseGet(
                                () -> Stream.of(file.path() + ": " + step.key() + " " + step.map() + " has no id"))));
    }

    /** What the console draws a box for. */
    private static Stream<YamlFile.Node> labelled(YamlFile.Node node) {
        return switch (node.key()) {
            case "steps" -> node.map().entrySet().stream()
                    .map(step -> new YamlFile.Node(step.getKey(), YamlFile.map(step.getValue())));
            case "when", "otherwise", "doCatch" -> Stream.of(node);
            default -> Stream.empty();
        };
    }

    static Stream<String> descriptions(House house) {
        var routes = house.routeFiles()
                .flatMap(file -> Stream.concat(file.routes().stream(), file.configurations().stream())
                        .filter(route -> isBlank(route.get("description")))
                        .map(route -> file.path() + ": " + id(route) + " has no description"));
        var kamelets = house.kamelets()
                .filter(file -> isBlank(
                        YamlFile.map(YamlFile.map(YamlFile.map(file.tree()).get("spec"))
                                        .get("definition"))
                                .get("description")))
                .map(file -> file.path() + ": has no description");
        return Stream.concat(routes, kamelets);
    }

    static Stream<String> headComments(House house) {
        return house.yaml().stream()
                .filter(file -> file.text()
                                .lines()
                                .limit(2)
                                .filter(line -> line.startsWith("# "))
                                .count()
                        < 2)
                .map(file -> file.path() + ": does not open with two lines of comment (what comes in, what goes out)");
    }

    static Stream<String> endpoints(House house) {
        return house.yaml().stream().flatMap(file -> file.nodes().flatMap(node -> {
            var compact = node.map().entrySet().stream()
                    .filter(entry -> ENDPOINTS.contains(entry.getKey()) && entry.getValue() instanceof String)
                    .filter(entry -> !node.key().equals("parameters"))
                    .map(entry -> file.path() + ": " + entry.getKey() + ": " + entry.getValue()
                            + " is the compact form, write uri and parameters");
            var query = node.string("uri")
                    .filter(uri -> uri.contains("?") && !uri.contains("{{?"))
                    .map(uri -> file.path() + ": " + uri + " holds a query, write it as parameters");
            return Stream.concat(compact, query.stream());
        }));
    }

    static Stream<String> expressions(House house) {
        return house.yaml().stream().flatMap(file -> YamlFile.nodes(file.camel())
                .filter(node -> !node.key().equals("parameters"))
                .flatMap(node -> node.map().entrySet().stream()
                        .filter(entry -> LANGUAGES.contains(entry.getKey()))
                        .filter(entry -> !isSpelledOut(node, entry.getValue()))
                        .map(entry -> file.path() + ": " + node.key() + " with " + entry.getKey()
                                + " is the compact form, write expression: " + entry.getKey()
                                + ": expression:")));
    }

    private static boolean isSpelledOut(YamlFile.Node node, Object language) {
        var place = node.key();
        var holdsExpression = place.toLowerCase().endsWith("expression")
                || place.endsWith("Predicate")
                || Set.of("handled", "continued", "retryWhile", "onWhen").contains(place);
        return holdsExpression && YamlFile.map(language).containsKey("expression");
    }

    static Stream<String> scripts(House house) {
        return house.yaml().stream().flatMap(file -> YamlFile.nodes(file.camel())
                .filter(node -> SCRIPT_PLACES.contains(node.key()))
                .flatMap(node -> node.map().keySet().stream())
                .filter(SCRIPTS::contains)
                .map(key -> file.path() + ": " + key + " is code, which belongs into a bean"));
    }

    /** Hawtio 5.2 takes a route's own errorHandler for a step, and from then on draws no route at all. */
    static Stream<String> errorHandling(House house) {
        return house.routeFiles().flatMap(file -> file.routes().stream()
                .filter(route -> route.containsKey("errorHandler"))
                .map(route -> file.path() + ": " + id(route)
                        + " has an errorHandler of its own, name a routeConfigurationId instead"));
    }

    static Stream<String> budget(House house) {
        return house.routeFiles().flatMap(file -> {
            var many = file.routes().size() > ROUTES_A_FILE
                    ? Stream.of(file.path() + ": more than " + ROUTES_A_FILE + " routes")
                    : Stream.<String>empty();
            var longest = file.lengths().stream()
                    .filter(lines -> lines > LINES_A_ROUTE)
                    .map(lines -> file.path() + ": a route of " + lines + " lines, more than " + LINES_A_ROUTE);
            return Stream.concat(many, longest);
        });
    }

    static String id(Map<String, Object> route) {
        return String.valueOf(route.get("id"));
    }

    private static boolean isBlank(Object text) {
        return text == null || text.toString().isBlank();
    }

    /** Loaded once: it is large. */
    private static final class CamelSchema {
        static final Schema CAMEL = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(FormRules.class.getResourceAsStream("/schema/camelYamlDsl.json"));
    }
}
