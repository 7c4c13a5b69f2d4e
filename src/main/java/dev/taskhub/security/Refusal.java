package dev.taskhub.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says no to a program in the form of all errors of the API: 401 without a login, 403 without the right. */
final class Refusal implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;
    private final Clock clock;

    Refusal(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        // Not "Basic": a browser would open its own password window over the console.
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        refuse(
                response,
                HttpStatus.UNAUTHORIZED,
                "UNAUTHENTICATED",
                "log in, or send the machine token as Authorization: Bearer <token>");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException) {
            refuse(
                    response,
                    HttpStatus.FORBIDDEN,
                    "CSRF_TOKEN_MISSING",
                    "send the value of cookie XSRF-TOKEN as header X-XSRF-TOKEN as well");
        } else {
            refuse(response, HttpStatus.FORBIDDEN, "FORBIDDEN", "this login may not do that");
        }
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, String message)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(
                response.getOutputStream(), ErrorBody.of(code, message, clock).asMap());
    }
}
