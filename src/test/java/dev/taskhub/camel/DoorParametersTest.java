package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorParametersTest {

    private final DoorHeaders headers = new DoorHeaders();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @BeforeEach
    void send() {
        exchange.getMessage().setHeader("id", "airtable%3At%2F1+2");
        exchange.getMessage().setHeader("limit", "5");
        exchange.getMessage().setHeader("CamelSqlQuery", "DELETE FROM task");
        exchange.getMessage().setHeader("Content-Type", "text/plain");
        exchange.getMessage().setHeader("X-Airtable-Signature", "ab");
    }

    @Test
    void keepsOneQueryParameterAndNothingElse() {
        headers.keepOnly(exchange, "limit");

        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("limit", "5"));
    }

    @Test
    void keepsNothingForADoorWithoutParameters() {
        headers.keepOnly(exchange, "");

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void decodesAPartOfThePath() {
        headers.keepPathPart(exchange, "id");

        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("id", "airtable:t/1+2"));
    }

    @Test
    void keepsPartsOfThePathAndQueryParametersAndNothingElse() {
        exchange.getMessage().setHeader("entry", "%24%7Bbody%7D");

        headers.keepPathAndQuery(exchange, "id,entry", "limit,after");

        assertThat(exchange.getMessage().getHeaders())
                .isEqualTo(Map.of("id", "airtable:t/1+2", "entry", "${body}", "limit", "5"));
    }

    @Test
    void keepsWhatSignedDoorsNeedWhateverItsCase() {
        headers.keepKnown(exchange);

        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("Content-Type", "X-Airtable-Signature");
    }
}
