package dev.taskhub.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Counts every request to a remote, and lets it meet the fault that is drawn for it. */
final class FaultFilter extends OncePerRequestFilter {

    private final Faults faults;
    private final RequestCounts counts;
    private final EarlierAnswers earlier = new EarlierAnswers();

    FaultFilter(Faults faults, RequestCounts counts) {
        this.faults = faults;
        this.counts = counts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String[] path = request.getRequestURI().split("/+", 4);
        String remote = path[2];
        counts.count(remote, request.getMethod(), "/" + (path.length > 3 ? path[3] : ""));
        var fault = faults.next(remote);
        if (fault.isPresent()) {
            meet(fault.get(), request, response, chain);
        } else if (faults.has(remote, "repeated-answer")) {
            earlier.remember(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void meet(Faults.Fault fault, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (fault.kind()) {
            case "429", "503" -> {
                if (fault.seconds() != null) {
                    response.setHeader("Retry-After", Long.toString((long) Math.ceil(fault.seconds())));
                }
                answer(fault.remote(), Integer.parseInt(fault.kind()), response);
            }
            case "500", "502" -> answer(fault.remote(), Integer.parseInt(fault.kind()), response);
            case "500-after-commit" -> {
                chain.doFilter(request, new ContentCachingResponseWrapper(response));
                response.reset();
                answer(fault.remote(), 500, response);
            }
            case "reset-after-commit" -> {
                chain.doFilter(request, new ContentCachingResponseWrapper(response));
                response.reset();
                Disconnect.ask(request);
            }
            case "timeout" -> {
                hold(fault);
                Disconnect.ask(request);
            }
            case "reset" -> Disconnect.ask(request);
            case "slow" -> {
                hold(fault);
                chain.doFilter(request, response);
            }
            case "cut-body" -> {
                var whole = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, whole);
                cut(whole.getContentAsByteArray(), response);
                Disconnect.ask(request);
            }
            case "cut-json" -> {
                var whole = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, whole);
                byte[] body = whole.getContentAsByteArray();
                write(Arrays.copyOf(body, body.length / 2), response);
            }
            case "html" -> {
                response.setContentType("text/html");
                write("<html><body>Sign in to the guest network</body></html>", response);
            }
            case "repeated-answer" -> earlier.repeat(request, response, chain);
            default -> throw new IllegalStateException("no request meets the fault " + fault.kind());
        }
    }

    /** Announces the whole body and sends half of it. */
    private static void cut(byte[] body, HttpServletResponse response) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(Arrays.copyOf(body, body.length / 2));
        response.flushBuffer();
    }

    private static void hold(Faults.Fault fault) {
        try {
            Thread.sleep(fault.holdMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(String remote, int status, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(status == 502 ? "text/html" : "application/json");
        write(body(remote, status), response);
    }

    private static void write(String body, HttpServletResponse response) throws IOException {
        write(body.getBytes(StandardCharsets.UTF_8), response);
    }

    private static void write(byte[] body, HttpServletResponse response) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String body(String remote, int status) {
        if (status == 502) {
            return "<html><body><h1>502 Bad Gateway</h1></body></html>";
        } else if (remote.equals("airtable")) {
            return switch (status) {
                case 429 -> "{\"errors\":[{\"error\":\"RATE_LIMIT_REACHED\","
                        + "\"message\":\"Rate limit exceeded. Please try again later\"}]}";
                case 503 -> "{\"error\":{\"type\":\"RETRIABLE_ERROR\",\"message\":\"Please try again\"}}";
                default -> "{\"error\":{\"type\":\"SERVER_ERROR\",\"message\":\"Internal server error\"}}";
            };
        }
        return switch (status) {
            case 429 -> "{\"code\":\"TooManyConcurrentRequests\",\"message\":\"Too many concurrent requests\"}";
            case 503 -> "{\"code\":\"OptimisticConcurrencyControlFailure\",\"message\":\"Data changed meanwhile\"}";
            default -> "{\"code\":\"InternalServerError\",\"message\":\"Your request couldn't be completed. Try again later.\"}";
        };
    }
}
