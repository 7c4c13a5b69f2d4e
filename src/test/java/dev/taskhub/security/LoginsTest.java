package dev.taskhub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LoginsTest extends HttpTest {

    @Autowired
    private People people;

    @Autowired
    private LoginSessions logins;

    private final String name = "p-" + UUID.randomUUID();

    @BeforeEach
    void account() {
        people.add(Map.of("name", name, "password", PASSWORD, "role", "viewer"));
    }

    @Test
    void aLoginOpensTheDoorsOfItsRole() throws Exception {
        var granted = login();

        assertThat(granted.expiresIn()).isEqualTo(900);
        assertThat(status(granted.accessToken())).isEqualTo(200);
        assertThat(get(request("/api/accounts").header("Authorization", "Bearer " + granted.accessToken()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aLogoutEndsItAtOnce() throws Exception {
        var granted = login();

        assertThat(logins.logout(granted.accessToken()).ended()).isTrue();

        assertThat(status(granted.accessToken())).isEqualTo(401);
        assertThatThrownBy(() -> logins.refresh(Map.of("refreshToken", granted.refreshToken())))
                .isInstanceOf(NotAuthenticated.class);
        assertThat(logins.logout(TOKEN).ended()).isFalse();
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheLogin() throws Exception {
        var first = login();
        var second = logins.refresh(Map.of("refreshToken", first.refreshToken()));
        assertThat(status(second.accessToken())).isEqualTo(200);

        assertThatThrownBy(() -> logins.refresh(Map.of("refreshToken", first.refreshToken())))
                .isInstanceOf(NotAuthenticated.class);

        assertThat(status(second.accessToken())).isEqualTo(401);
        assertThatThrownBy(() -> logins.refresh(Map.of("refreshToken", second.refreshToken())))
                .isInstanceOf(NotAuthenticated.class);
    }

    @Test
    void aNewPasswordEndsAllLogins() throws Exception {
        var granted = login();
        assertThatThrownBy(() -> people.changePassword(
                        name, Map.of("password", "not the present", "newPassword", "another battery")))
                .isInstanceOf(NotAuthenticated.class);

        people.changePassword(name, Map.of("password", PASSWORD, "newPassword", "another battery"));

        assertThat(status(granted.accessToken())).isEqualTo(401);
        assertThatThrownBy(this::login).isInstanceOf(NotAuthenticated.class);
    }

    @Test
    void guessingHasToWaitAndTheRightPasswordDoesNotHelp() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> logins.login(Map.of("name", name, "password", "wrong")))
                    .isInstanceOf(NotAuthenticated.class);
        }

        assertThatThrownBy(this::login).isInstanceOfSatisfying(TooManyAttempts.class, refused -> assertThat(
                        refused.retryAfter().toSeconds())
                .isBetween(1L, 60L));
        assertThat(get(asAdmin("/api/x")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatCannotBeAnAccountIsNamed() {
        assertThatThrownBy(() -> people.add(Map.of("name", "x", "password", "short", "role", "viewer")))
                .hasMessageContaining("12 characters");
        assertThatThrownBy(() -> people.add(Map.of("name", "x", "password", PASSWORD, "role", "boss")))
                .hasMessageContaining("viewer, agent, member, manager, admin");
        assertThatThrownBy(() -> people.add(Map.of("name", name, "password", PASSWORD, "role", "viewer")))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> people.add(Map.of("name", "a/b", "password", PASSWORD, "role", "viewer")))
                .hasMessageContaining("name is");
        assertThatThrownBy(() -> people.change("admin", Map.of("disabled", true)))
                .hasMessageContaining("admin stays");
        assertThatThrownBy(() -> people.delete("admin")).hasMessageContaining("cannot be deleted");
    }

    private LoginSessions.Granted login() {
        return logins.login(Map.of("name", name, "password", PASSWORD));
    }

    private int status(String token) throws Exception {
        return get(request("/api/x").header("Authorization", "Bearer " + token)).statusCode();
    }
}
