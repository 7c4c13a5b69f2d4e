package dev.taskhub.claude;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the project that a session works on, by its repository and its folder. */
@Component
class SessionProjects {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern REST = Pattern.compile("(?i)(\\.git)?[/\\\\]*$");

    private record Plan(String id, String name) {}

    private final JdbcClient client;
    private final SessionSettings settings;

    SessionProjects(JdbcClient client, SessionSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * The project's id: as the settings say, the longest entry first, or the one plan that is called like the repository, or
     * else like the folder. Empty when there is none, or two are.
     *
     * @param repository its address or name; {@code null} when unknown, like the folder
     */
    Optional<String> of(String repository, String folder) {
        List<Plan> plans = client.sql("SELECT id, name FROM plan_part WHERE level = 'plan' AND deleted_at IS NULL")
                .query((row, index) -> new Plan(row.getString(1), row.getString(2)))
                .list();
        return declared(repository)
                .or(() -> declared(folder))
                .map(declared -> idOf(declared, plans))
                .or(() -> called(lastPart(repository), plans))
                .or(() -> called(lastPart(folder), plans));
    }

    private Optional<String> declared(String place) {
        return place == null
                ? Optional.empty()
                : settings.projects().entrySet().stream()
                        .filter(entry -> isEnd(entry.getKey(), place))
                        .max(Map.Entry.comparingByKey((a, b) -> a.length() - b.length()))
                        .map(Map.Entry::getValue);
    }

    private static boolean isEnd(String end, String place) {
        String whole = "/" + trimmed(place).replace(':', '/').toLowerCase(Locale.ROOT);
        String wanted = trimmed(end).replace(':', '/').toLowerCase(Locale.ROOT);
        return whole.endsWith(wanted.startsWith("/") ? wanted : "/" + wanted);
    }

    private static String idOf(String declared, List<Plan> plans) {
        return plans.stream()
                .filter(plan -> declared.equals(plan.id()))
                .findFirst()
                .map(Plan::id)
                .or(() -> called(declared, plans))
                .orElse(declared);
    }

    private static Optional<String> called(String name, List<Plan> plans) {
        String words = words(name);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<Plan> found =
                plans.stream().filter(plan -> words(plan.name()).equals(words)).toList();
        return found.size() == 1 ? Optional.of(found.get(0).id()) : Optional.empty();
    }

    private static String lastPart(String place) {
        return place == null ? "" : trimmed(place).replaceFirst("(?s).*[/\\\\:]", "");
    }

    private static String trimmed(String place) {
        return REST.matcher(place).replaceFirst("").replace('\\', '/');
    }

    private static String words(String name) {
        return name == null ? "" : BETWEEN.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
