package dev.taskhub.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;

/**
 * One route file in a Camel of its own, with the policies of {@code errors.camel.yaml}. Whatever starts a route in the
 * hub, here it starts at {@code direct:<route id>}, so nothing happens but what a test sends.
 *
 * <p>A test names its file in {@code @TestPropertySource(properties = ROUTES + "file:routes/...")}, stands in for beans
 * with {@code @MockitoBean(name = ...)}, and for routes with {@code @MockEndpointsAndSkip("direct:...|seda:...")}; what
 * they got shows in {@link #mock}. The settings are those of {@code config/application.yaml}.
 */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = RouteTestBase.Hub.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "taskhub.sandbox.enabled=false",
            "taskhub.home=target/route-tests",
            "camel.main.jmx-enabled=false",
            "logging.level.root=WARN"
        })
abstract class RouteTestBase {

    /** Begins the property that says which files are loaded. */
    static final String ROUTES = "camel.main.routes-include-pattern=file:routes/errors.camel.yaml,";

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    static class Hub {}

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @BeforeEach
    void startRoutesByHand() throws Exception {
        if (!camel.isStarted()) {
            for (RouteDefinition route : camel.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getRouteDefinitions()) {
                if (!route.getInput().getEndpointUri().startsWith("direct")) {
                    String id = route.getRouteId();
                    AdviceWith.adviceWith(camel, id, false, advice -> advice.replaceFromWith("direct:" + id));
                }
            }
            camel.start();
        }
        MockEndpoint.resetMocks(camel);
    }

    /** Runs a route and returns what became of it; a failure stands in the exchange's exception. */
    Exchange run(String routeId, Object body) {
        return template.send(
                "direct:" + routeId, exchange -> exchange.getMessage().setBody(body));
    }

    /** What stands in for the route behind {@code direct:name} or {@code seda:name}. */
    MockEndpoint mock(String uri) {
        return camel.getEndpoint("mock:" + uri, MockEndpoint.class);
    }
}
