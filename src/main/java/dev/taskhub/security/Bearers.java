package dev.taskhub.security;

import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** Knows who bears a token: the machine, a session that logged in, or a program with a token of its own. */
@Component
class Bearers {

    private final Accounts accounts;
    private final LoginSessions sessions;
    private final AccessTokens tokens;

    Bearers(Accounts accounts, LoginSessions sessions, AccessTokens tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** Who bears {@code token}, and what it may do; empty when it is not good. */
    Optional<Authentication> of(String token) {
        if (token.startsWith(AccessTokens.PREFIX)) {
            return tokens.bearer(token)
                    .map(bearer -> bearer(bearer.account(), bearer.role().authority()));
        }
        if (accounts.isMachine(token)) {
            return Optional.of(bearer(Accounts.MACHINE, Accounts.MACHINE_AUTHORITY));
        }
        return sessions.account(token)
                .flatMap(account -> accounts.role(account).map(role -> bearer(account, role.authority())));
    }

    private static Authentication bearer(String name, String authority) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(authority));
    }
}
