package dev.taskhub.sandbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * The last answer to each of the newest questions, for the fault that gives an old one again, as a proxy does that keeps
 * answers. The question itself is carried out all the same.
 */
final class EarlierAnswers {

    private static final int KEPT = 200;
    /** More than a request to a remote has. */
    private static final int LONGEST_QUESTION = 1 << 20;

    private record Answer(int status, String type, byte[] body) {}

    private final Map<String, Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > KEPT;
        }
    });

    /** Lets the question be answered, and keeps the answer. */
    void remember(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        answer(request, response, chain, false);
    }

    /** As {@link #remember}, but answers as the same question was answered before, if it was. */
    void repeat(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        answer(request, response, chain, true);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean repeats)
            throws ServletException, IOException {
        if (request.getHeader("Upgrade") != null) {
            chain.doFilter(request, response);
            return;
        }
        var question = new ContentCachingRequestWrapper(request, LONGEST_QUESTION);
        var current = new ContentCachingResponseWrapper(response);
        chain.doFilter(question, current);
        String key = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + " "
                + question.getContentAsString();
        var now = new Answer(current.getStatus(), current.getContentType(), current.getContentAsByteArray());
        Answer before = repeats ? answers.get(key) : null;
        if (before == null) {
            answers.put(key, now);
            current.copyBodyToResponse();
        } else {
            response.reset();
            response.setStatus(before.status);
            response.setContentType(before.type);
            response.setContentLength(before.body.length);
            response.getOutputStream().write(before.body);
        }
    }
}
