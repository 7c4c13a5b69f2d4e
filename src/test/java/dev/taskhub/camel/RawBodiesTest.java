package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RawBodiesTest {

    @ParameterizedTest
    @CsvSource({
        "/webhook/airtable,             application/x-www-form-urlencoded, application/octet-stream",
        "/webhook/airtable,             Application/X-WWW-Form-Urlencoded;charset=x, application/octet-stream",
        "/api/conflicts/1/resolve,      multipart/form-data; boundary=x, application/octet-stream",
        "/webhook/airtable,             application/json, application/json",
        "/login,                        application/x-www-form-urlencoded, application/x-www-form-urlencoded"
    })
    void hidesFormsFromWhoeverWouldTakeThemApart(String path, String type, String seen) throws Exception {
        var request = new MockHttpServletRequest("POST", path);
        request.setContentType(type);
        var chain = new MockFilterChain();

        new RawBodies().doFilter(request, new MockHttpServletResponse(), chain);

        var passed = (HttpServletRequest) chain.getRequest();
        assertThat(passed.getContentType()).isEqualTo(seen);
        assertThat(passed.getHeader("content-type")).isEqualTo(seen);
        assertThat(Collections.list(passed.getHeaders("Content-Type"))).containsExactly(seen);
    }
}
