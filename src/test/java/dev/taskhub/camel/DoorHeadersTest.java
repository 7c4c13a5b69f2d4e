package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorHeadersTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "content-type",
                "X-Airtable-Signature",
                "x-airtable-signature",
                "X-AIRTABLE-SIGNATURE",
                "X-Airtable-Content-MAC",
                "X-Task-List",
                "X-Hook-Time",
                "X-Spooled",
                "X-Repository",
                "X-Branch",
                "X-Agent"
            })
    void keepsWhatARouteNeedsHoweverItIsSpelled(String name) {
        exchange.getMessage().setHeader(name, "value");

        new DoorHeaders().keepKnown(exchange);

        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of(name, "value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelhttpuri",
                "CAMELHTTPURI",
                "cAmElHttpUri",
                "CamelRestHttpUri",
                "CamelHttpPath",
                "CamelHttpRawQuery",
                "CamelHttpMethod",
                "CamelHttpResponseCode",
                "CamelFileName",
                "camelfilename",
                "CamelFileNameOnly",
                "CamelOverruleFileName",
                "CamelBeanMethodName",
                "CamelBeanMethodname",
                "CamelSqlQuery",
                "CamelJmsDestinationName",
                "CamelDestinationOverrideUrl",
                "CamelToEndpoint",
                "CamelCharsetName",
                "org.apache.camel.component.file.name",
                "Long-Running-Action",
                "long-running-action",
                "Authorization",
                "authorization",
                "Proxy-Authorization",
                "Cookie",
                "Host",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "Transfer-Encoding",
                "breadcrumbId",
                "traceparent",
                "X-Airtable-Signature ",
                " Content-Type",
                "X-Airtable-Signature\u0000",
                ""
            })
    void dropsWhatAStrangerMaySendHoweverItIsSpelled(String name) {
        exchange.getMessage().setHeader(name, "http://stranger.test/");
        exchange.getMessage().setHeader("Content-Type", "application/json");

        new DoorHeaders().keepKnown(exchange);

        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("Content-Type", "application/json"));
    }

    @Test
    void leavesTheBodyAlone() {
        exchange.getMessage().setBody("{}");
        exchange.getMessage().setHeader("CamelHttpUri", "http://stranger.test/");

        new DoorHeaders().keepKnown(exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("{}");
    }
}
