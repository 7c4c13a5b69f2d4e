package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.house.House;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tries every door with every role. */
class RolesTest extends HttpTest {

    private static final String PATH = "[^/]+";

    /** The least role that a door asks for. */
    private static final Map<String, Role> DOORS = Map.ofEntries(
            Map.entry("GET /api/status", Role.VIEWER),
            Map.entry("GET /api/tasks", Role.VIEWER),
            Map.entry("GET /api/tasks/{id}", Role.VIEWER),
            Map.entry("GET /api/tasks/{id}/comments", Role.VIEWER),
            Map.entry("GET /api/tasks/{id}/history", Role.VIEWER),
            Map.entry("GET /api/tasks/{id}/time-entries", Role.VIEWER),
            Map.entry("GET /api/conflicts", Role.VIEWER),
            Map.entry("GET /api/consistency", Role.VIEWER),
            Map.entry("GET /api/proposals", Role.VIEWER),
            Map.entry("GET /api/tokens", Role.VIEWER),
            Map.entry("POST /api/tokens", Role.VIEWER),
            Map.entry("DELETE /api/tokens/{id}", Role.VIEWER),
            Map.entry("POST /api/auth/password", Role.VIEWER),
            Map.entry("DELETE /api/auth/logout", Role.VIEWER),
            Map.entry("POST /api/tasks", Role.AGENT),
            Map.entry("PATCH /api/tasks/{id}", Role.AGENT),
            Map.entry("PUT /api/tasks/{id}/status", Role.AGENT),
            Map.entry("POST /api/tasks/{id}/comments", Role.AGENT),
            Map.entry("POST /api/tasks/{id}/time-entries", Role.AGENT),
            Map.entry("POST /hooks/claude", Role.AGENT),
            Map.entry("POST /hooks/git", Role.AGENT),
            Map.entry("POST /mcp", Role.AGENT),
            Map.entry("PUT /api/tasks/{id}", Role.MEMBER),
            Map.entry("DELETE /api/tasks/{id}", Role.MEMBER),
            Map.entry("POST /api/tasks/bulk", Role.MEMBER),
            Map.entry("POST /api/tasks/{id}/history/{event}/undo", Role.MEMBER),
            Map.entry("PATCH /api/tasks/{id}/time-entries/{entry}", Role.MEMBER),
            Map.entry("DELETE /api/tasks/{id}/time-entries/{entry}", Role.MEMBER),
            Map.entry("POST /api/conflicts/{id}/resolve", Role.MEMBER),
            Map.entry("POST /api/proposals/{id}/accept", Role.MEMBER),
            Map.entry("POST /api/proposals/{id}/dismiss", Role.MEMBER),
            Map.entry("GET /api/parked", Role.MANAGER),
            Map.entry("POST /api/parked/{id}/retry", Role.MANAGER),
            Map.entry("POST /api/parked/{id}/drop", Role.MANAGER),
            Map.entry("GET /api/dry-run", Role.MANAGER),
            Map.entry("POST /api/consistency/check", Role.MANAGER),
            Map.entry("POST /api/consistency/repair", Role.MANAGER),
            Map.entry("POST /api/deletions/airtable/agree", Role.MANAGER),
            Map.entry("POST /api/deletions/convex/agree", Role.MANAGER),
            Map.entry("GET /api/accounts", Role.ADMIN),
            Map.entry("POST /api/accounts", Role.ADMIN),
            Map.entry("PATCH /api/accounts/{name}", Role.ADMIN),
            Map.entry("DELETE /api/accounts/{name}", Role.ADMIN),
            Map.entry("GET /other", Role.ADMIN),
            Map.entry("GET /actuator/hawtio/index.html", Role.ADMIN),
            Map.entry("GET /actuator/prometheus", Role.ADMIN));

    /** They ask who comes by other means, or let everybody in to say who it is. */
    private static final List<String> OPEN =
            List.of("POST /webhook/" + PATH, "POST /api/auth/login", "POST /api/auth/refresh");

    @Autowired
    private People people;

    @Autowired
    private AccessTokens tokens;

    private final Map<Role, String> bearers = new EnumMap<>(Role.class);

    @BeforeEach
    void accounts() {
        for (Role role : Role.values()) {
            String name = "a-" + role.label();
            people.list().accounts().stream()
                    .filter(account -> account.name().equals(name))
                    .forEach(account -> people.delete(name));
            people.add(Map.of("name", name, "password", PASSWORD, "role", role.label()));
            bearers.put(role, tokens.make(name, Map.of("label", "test")).token());
        }
    }

    @Test
    void eachDoorLetsInWhoHasTheRoleAndNobodyElse() throws Exception {
        var wrong = new ArrayList<String>();
        for (var door : DOORS.entrySet()) {
            for (Role role : Role.values()) {
                judge(wrong, door.getKey(), role.label(), bearers.get(role), role.compareTo(door.getValue()) >= 0);
            }
            judge(wrong, door.getKey(), "machine", TOKEN, door.getValue() != Role.ADMIN);
            if (status(door.getKey(), null) != 401) {
                wrong.add(door.getKey() + " does not ask who comes");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void judge(List<String> wrong, String door, String who, String token, boolean may) throws Exception {
        int status = status(door, token);
        if (may == (status == 401 || status == 403)) {
            wrong.add("%s answers %s with %d".formatted(door, who, status));
        }
    }

    private int status(String door, String token) throws Exception {
        String[] parts = door.split(" ");
        HttpRequest.Builder request = request(parts[1].replaceAll("[{}]", ""))
                .header("Sec-Fetch-Site", "none")
                .method(parts[0], parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (token == null) {
            // without this, what lacks is the token against forged requests
            request.setHeader("Authorization", "Bearer none");
        } else {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return send(request).statusCode();
    }

    @Test
    void theTableNamesEveryDoorOfTheRoutes() {
        assertThat(House.here().doors())
                .filteredOn(door -> OPEN.stream().noneMatch(door::matches))
                .allSatisfy(door -> assertThat(DOORS).containsKey(door));
    }

    @Test
    void aTokenEndsWithItsAccount() throws Exception {
        String token = bearers.get(Role.VIEWER);
        assertThat(status("GET /api/tasks", token)).isEqualTo(200);

        people.change("a-viewer", Map.of("disabled", true));
        assertThat(status("GET /api/tasks", token)).isEqualTo(401);

        people.delete("a-viewer");
        assertThat(status("GET /api/tasks", token)).isEqualTo(401);
    }

    @Test
    void aTokenIsNoMoreThanItsAccountBecame() throws Exception {
        String token = bearers.get(Role.MANAGER);
        assertThat(status("GET /api/parked", token)).isEqualTo(200);

        people.change("a-manager", Map.of("role", "viewer"));

        assertThat(status("GET /api/parked", token)).isEqualTo(403);
        assertThat(status("GET /api/tasks", token)).isEqualTo(200);
    }

    @Test
    void aPersonLogsInWithHerPasswordAsWell() throws Exception {
        var request = request("/api/tasks").header("Authorization", "Basic " + basic("a-viewer", PASSWORD));

        assertThat(get(request).statusCode()).isEqualTo(200);
    }

    private static String basic(String name, String password) {
        return Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
