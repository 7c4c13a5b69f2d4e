package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestsTest {

    private final ApiRequests requests = new ApiRequests();

    @Test
    void readsTheObject() throws Exception {
        assertThat(requests.body(request("{\"take\": \"hub\"}"))).isEqualTo(Map.of("take", "hub"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "null", "{\"take\":", "hub"})
    void refusesWhatIsNoObject(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> requests.body(request(body)));
    }

    @Test
    void readsNoMoreThanNeededToKnowThatItIsTooMuch() {
        var endless = new ByteArrayInputStream(new byte[1 << 20]);

        assertThatExceptionOfType(MessageTooLarge.class).isThrownBy(() -> requests.body(request(endless)));
        assertThat(endless.available()).isGreaterThan(700_000);
    }

    private static Exchange request(Object body) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(
                        body instanceof String text
                                ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
                                : body);
        return exchange;
    }
}
