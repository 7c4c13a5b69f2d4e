package dev.taskhub.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a call with {@code Authorization: Bearer <token>} act as whom the token speaks for; refuses what is no good token. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Bearers bearers;
    private final AuthenticationEntryPoint refusal;

    TokenFilter(Bearers bearers, AuthenticationEntryPoint refusal) {
        this.bearers = bearers;
        this.refusal = refusal;
    }

    static boolean isBearer(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isBearer(request)) {
            var bearer = bearers.of(request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()));
            if (bearer.isEmpty()) {
                refusal.commence(request, response, new BadCredentialsException("the bearer token is not good"));
                return;
            }
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(bearer.get());
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
