package dev.taskhub.house;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a route leans on is there: Camel finds most of this out only when the first message comes. */
final class WiringRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:]+)(:[^}]*)?}}");
    private static final Pattern INTERNAL = Pattern.compile("(?:direct|seda):[^?]+");
    private static final String SQL_FOLDER = "classpath:sql/";
    private static final Set<String> CONTEXT_KEYS = Set.of("env", "sys", "service", "bean", "context");

    private WiringRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("what is sent within the house has exactly one receiver", WiringRules::receivers),
                new Rule(
                        "who is woken and not waited for gets no exchange that expects an answer",
                        WiringRules::wakeUps),
                new Rule("a named route configuration and a Kamelet exist", WiringRules::references),
                new Rule("a placeholder is a key of config/application.yaml", WiringRules::placeholders),
                new Rule("a bean exists", WiringRules::beans),
                new Rule("SQL lies in files, and each of them is used", WiringRules::sql),
                new Rule("a route rolls back what it does not finish", WiringRules::transactions),
                new Rule("a route file has a test", WiringRules::tests));
    }

    /** An exchange that expects an answer ends a loop around a single step after its first turn. */
    static Stream<String> wakeUps(House house) {
        return house.yaml().stream().flatMap(file -> YamlFile.nodes(file.camel())
                .filter(node -> YamlFile.map(node.map().get("parameters")).containsKey("waitForTaskToComplete"))
                .filter(node -> !"InOnly".equals(node.map().get("pattern")))
                .map(node -> file.path() + ": " + node.map().get("uri") + " is not waited for, write pattern: InOnly"));
    }

    static Stream<String> receivers(House house) {
        var receivers = new TreeMap<String, Integer>();
        house.yaml().forEach(file -> YamlFile.nodes(file.camel())
                .filter(node -> node.key().equals("from"))
                .forEach(node -> internal(node).ifPresent(name -> receivers.merge(name, 1, Integer::sum))));
        var doubled = receivers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("direct:") && entry.getValue() > 1)
                .map(entry -> entry.getKey() + " has " + entry.getValue() + " receivers");
        var missing = house.yaml().stream().flatMap(file -> senders(file)
                .filter(name -> !receivers.containsKey(name))
                .map(name -> file.path() + ": nobody receives " + name));
        return Stream.concat(doubled, missing);
    }

    /** Whatever names an internal endpoint and is no consumer: steps, but also a deadLetterUri. */
    private static Stream<String> senders(YamlFile file) {
        return YamlFile.nodes(file.camel())
                .filter(node -> !node.key().equals("from"))
                .flatMap(node -> Stream.concat(
                        internal(node).stream(),
                        node.map().values().stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .filter(text -> INTERNAL.matcher(text).matches())))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream();
    }

    /** {@code direct:name}, written so or as uri direct with parameter name. */
    private static Optional<String> internal(YamlFile.Node node) {
        return node.string("uri").flatMap(uri -> {
            if (uri.equals("direct") || uri.equals("seda")) {
                return Optional.of(
                        uri + ":" + YamlFile.map(node.map().get("parameters")).get("name"));
            }
            return Optional.of(uri.replaceFirst("\\?.*", ""))
                    .filter(text -> INTERNAL.matcher(text).matches());
        });
    }

    static Stream<String> references(House house) {
        var configurations = house.routeFiles()
                .flatMap(file -> file.configurations().stream())
                .map(FormRules::id)
                .collect(toSet());
        var kamelets = house.kamelets().map(YamlFile::name).collect(toSet());
        return house.yaml().stream().flatMap(file -> file.nodes()
                .flatMap(node -> Stream.concat(
                        configurationIds(node.map())
                                .filter(id -> !configurations.contains(id))
                                .map(id -> file.path() + ": there is no route configuration " + id),
                        kamelet(node).stream()
                                .filter(name -> !kamelets.contains(name))
                                .map(name -> file.path() + ": there is no Kamelet " + name))));
    }

    /** A route may name several, separated by commas. */
    private static Stream<String> configurationIds(Map<String, Object> route) {
        return route.get("routeConfigurationId") instanceof String ids
                ? Stream.of(ids.split("\\s*,\\s*"))
                : Stream.empty();
    }

    private static Optional<String> kamelet(YamlFile.Node node) {
        var named = node.key().equals("kamelet") ? node.string("name") : Optional.<String>empty();
        return named.or(() -> node.string("uri")
                        .filter(uri -> uri.startsWith("kamelet:"))
                        .map(uri -> uri.substring("kamelet:".length()).replaceFirst("[?/].*", "")))
                .filter(name -> !Set.of("source", "sink").contains(name));
    }

    static Stream<String> placeholders(House house) {
        return house.yaml().stream().flatMap(file -> {
            var own = file.isKamelet() ? parameters(file) : Set.<String>of();
            return file.strings()
                    .flatMap(text -> PLACEHOLDER.matcher(text).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .filter(key -> !own.contains(key) && !house.settings().contains(key))
                    .map(key -> file.path() + ": {{" + key + "}} is not in config/application.yaml"
                            + (CONTEXT_KEYS.contains(key) ? ", where what comes from outside is named" : ""));
        });
    }

    private static Set<String> parameters(YamlFile kamelet) {
        var spec = YamlFile.map(YamlFile.map(kamelet.tree()).get("spec"));
        return YamlFile.map(YamlFile.map(spec.get("definition")).get("properties"))
                .keySet();
    }

    static Stream<String> beans(House house) {
        var named = house.yaml().stream()
                .flatMap(file -> file.nodes().filter(node -> node.key().equals("beans")))
                .flatMap(node -> node.string("name").stream())
                .collect(toSet());
        return house.yaml().stream().flatMap(file -> file.nodes().flatMap(node -> references(node)
                .filter(name -> !house.beans().contains(name) && !named.contains(name))
                .map(name -> file.path() + ": there is no bean " + name)));
    }

    private static Stream<String> references(YamlFile.Node node) {
        var ref = Set.of("bean", "process", "method").contains(node.key())
                ? node.string("ref").stream()
                : Stream.<String>empty();
        var byHash = node.map().values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.matches("#(bean:)?\\w+"))
                .map(text -> text.replaceFirst("#(bean:)?", ""));
        return Stream.concat(ref, byHash);
    }

    static Stream<String> sql(House house) {
        var used = new TreeSet<String>();
        var faults = house.yaml().stream()
                .flatMap(file -> file.nodes()
                        .filter(node -> node.string("uri")
                                .filter(uri -> uri.split(":")[0].equals("sql"))
                                .isPresent())
                        .flatMap(WiringRules::statements)
                        .peek(statement -> used.add(statement.replace(SQL_FOLDER, "")))
                        .filter(statement -> !statement.startsWith(SQL_FOLDER)
                                || !house.sql().contains(statement.replace(SQL_FOLDER, "")))
                        .map(statement -> file.path() + ": sql:" + statement + " is no file classpath:sql/<name>.sql"))
                .toList();
        var idle = house.sql().stream()
                .filter(file -> !used.contains(file) && !house.java().contains("sql/" + file))
                .map(file -> "sql/" + file + " is used by no route and no class");
        return Stream.concat(faults.stream(), idle);
    }

    /** What an endpoint runs, also after a row that it has read; there Camel takes a file's name for the statement itself. */
    private static Stream<String> statements(YamlFile.Node node) {
        var parameters = YamlFile.map(node.map().get("parameters"));
        var uri = node.string("uri").orElseThrow();
        var query = uri.equals("sql") ? String.valueOf(parameters.get("query")) : uri.substring("sql:".length());
        var afterwards = parameters.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("onConsume"))
                .map(entry -> entry.getKey() + " (make it a step)");
        return Stream.concat(Stream.of(query), afterwards);
    }

    /** A handled error commits what was done before it, unless the handler marks the transaction for rollback. */
    static Stream<String> transactions(House house) {
        var configurations = house.routeFiles()
                .flatMap(file -> file.configurations().stream())
                .toList();
        return house.routeFiles().flatMap(file -> file.routes().stream()
                .filter(route ->
                        YamlFile.nodes(route).anyMatch(node -> node.map().containsKey("transacted")))
                .filter(route -> commitsHalf(handlers(route, configurations)))
                .map(route -> file.path() + ": " + FormRules.id(route)
                        + " is transacted, and an error that is handled would commit half of it:"
                        + " let the handler end in rollback: markRollbackOnly: true"));
    }

    private static List<Object> handlers(Map<String, Object> route, Collection<Map<String, Object>> configurations) {
        var wanted = configurationIds(route).collect(toSet());
        return Stream.concat(
                        Stream.of((Object) route),
                        configurations.stream().filter(one -> wanted.contains(FormRules.id(one))))
                .toList();
    }

    private static boolean commitsHalf(List<Object> handlers) {
        return YamlFile.nodes(handlers).anyMatch(node -> node.key().equals("deadLetterChannel"))
                || YamlFile.nodes(handlers)
                        .filter(node -> node.key().equals("onException"))
                        .filter(node -> node.map().containsKey("handled"))
                        .anyMatch(node -> YamlFile.nodes(node.map())
                                .noneMatch(step -> step.key().equals("rollback")
                                        && Boolean.TRUE.equals(step.map().get("markRollbackOnly"))));
    }

    static Stream<String> tests(House house) {
        return house.routeFiles()
                .filter(file -> !file.routes().isEmpty())
                .map(file -> Map.entry(file, className(file.name()) + "RouteTest"))
                .filter(entry -> !house.tests().contains(entry.getValue()))
                .map(entry -> entry.getKey().path() + ": there is no test " + entry.getValue());
    }

    private static String className(String kebab) {
        return Stream.of(kebab.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
