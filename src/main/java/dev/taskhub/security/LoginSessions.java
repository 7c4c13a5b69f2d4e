package dev.taskhub.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Logins of people and programs at the API: a short access token, and a refresh token that is good once, for the next two. A
 * session ends with its logout at once, when it was not used for thirty days, and when a refresh token comes a second time.
 */
@Component("loginSessions")
public class LoginSessions {

    private static final Logger LOG = LoggerFactory.getLogger(LoginSessions.class);
    private static final Duration LIFE = Duration.ofDays(30);
    private static final int SECRET_BYTES = 32;

    /**
     * What is answered to a login.
     *
     * @param expiresIn how many seconds the access token is good
     */
    public record Granted(String accessToken, String tokenType, long expiresIn, String refreshToken) {}

    /** @param ended whether there was a session to end */
    public record LoggedOut(boolean ended) {}

    private final AuthenticationManager logins;
    private final LoginThrottle throttle;
    private final SignedTokens tokens;
    private final JdbcClient jdbc;
    private final Clock clock;

    LoginSessions(
            AuthenticationManager logins, LoginThrottle throttle, SignedTokens tokens, JdbcClient jdbc, Clock clock) {
        this.logins = logins;
        this.throttle = throttle;
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param request {@code {"name": "...", "password": "..."}}
     * @throws NotAuthenticated when the password is not that of the account
     * @throws TooManyAttempts when too many logins of the name failed
     * @throws IllegalArgumentException when it is no such request
     */
    public Granted login(Map<String, Object> request) {
        String name = Bodies.text(request, "name");
        String password = Bodies.text(request, "password");
        Bodies.refuseOthers(request, "name", "password");
        Duration wait = throttle.wait(name);
        if (!wait.isZero()) {
            throw new TooManyAttempts(wait);
        }
        try {
            String account = logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                    .getName();
            return open(account);
        } catch (LockedException locked) {
            throw new TooManyAttempts(throttle.wait(name));
        } catch (AuthenticationException refused) {
            throw new NotAuthenticated("name or password is wrong");
        }
    }

    /**
     * @param request {@code {"refreshToken": "..."}}
     * @throws NotAuthenticated when the token is not good any more
     * @throws IllegalArgumentException when it is no such request
     */
    public Granted refresh(Map<String, Object> request) {
        String token = Bodies.text(request, "refreshToken");
        Bodies.refuseOthers(request, "refreshToken");
        String session = token.replaceFirst("\\..*", "");
        String next = refreshToken(session);
        boolean good =
                jdbc.sql("UPDATE login_session SET refresh_hash = ?, ends_at = ? WHERE id = ? AND refresh_hash = ?"
                                        + " AND ends_at > ?")
                                .params(hash(next), end(), session, hash(token), clock.millis())
                                .update()
                        == 1;
        if (!good) {
            if (end(session)) {
                LOG.warn("a refresh token came a second time; session {} is over", session);
            }
            throw new NotAuthenticated("the refresh token is not good any more: log in again");
        }
        return granted(session, next);
    }

    /** Ends the session of this access token, at once. A caller without one, as the machine, has none to end. */
    public LoggedOut logout(String accessToken) {
        return new LoggedOut(tokens.session(accessToken).filter(this::end).isPresent());
    }

    /** Ends all sessions of an account, at once. */
    void endAll(String account) {
        jdbc.sql("DELETE FROM login_session WHERE account = ?").param(account).update();
    }

    /** The account that an access token speaks for now; empty when it is not good any more. */
    Optional<String> account(String accessToken) {
        return tokens.session(accessToken)
                .flatMap(session -> jdbc.sql("SELECT account FROM login_session WHERE id = ? AND ends_at > ?")
                        .params(session, clock.millis())
                        .query(String.class)
                        .optional());
    }

    private Granted open(String account) {
        String session = UUID.randomUUID().toString();
        String token = refreshToken(session);
        jdbc.sql("INSERT INTO login_session (id, account, refresh_hash, created_at, ends_at) VALUES (?, ?, ?, ?, ?)")
                .params(session, account, hash(token), clock.millis(), end())
                .update();
        return granted(session, token);
    }

    private Granted granted(String session, String refreshToken) {
        return new Granted(tokens.issue(session), "Bearer", SignedTokens.LIFE.toSeconds(), refreshToken);
    }

    private long end() {
        return clock.instant().plus(LIFE).toEpochMilli();
    }

    private boolean end(String session) {
        return jdbc.sql("DELETE FROM login_session WHERE id = ?").param(session).update() == 1;
    }

    private static String refreshToken(String session) {
        return session + "." + RandomSecret.of(SECRET_BYTES);
    }

    private static String hash(String token) {
        return Sha256.hex(token.getBytes(UTF_8));
    }
}
