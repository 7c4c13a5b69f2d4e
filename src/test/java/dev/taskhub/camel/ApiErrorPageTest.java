package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

class ApiErrorPageTest {

    private final ApiErrorPage page = new ApiErrorPage(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void givesAnUnknownPathOfTheApiTheFormOfAllErrorsThere() {
        var error = error("/api/nothing", 404);

        assertThat(error).containsOnlyKeys("code", "message", "details", "timestamp", "requestId");
        assertThat(error).containsEntry("code", "NOT_FOUND").containsEntry("timestamp", "1970-01-01T00:00:00Z");
    }

    @Test
    void hasOneCodeForWhatFailedWithinTheHub() {
        assertThat(error("/api/status", 500)).containsEntry("code", "FAILED");
    }

    @Test
    void leavesPagesForPeopleAsTheyAre() {
        assertThat(error("/actuator/nothing", 404)).containsEntry("status", 404).containsKey("path");
    }

    private Map<String, Object> error(String path, int status) {
        var request = new MockHttpServletRequest();
        request.setAttribute("jakarta.servlet.error.status_code", status);
        request.setAttribute("jakarta.servlet.error.request_uri", path);
        return page.getErrorAttributes(new ServletWebRequest(request), ErrorAttributeOptions.defaults());
    }
}
