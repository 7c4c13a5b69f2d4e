package dev.taskhub.camel;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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
import org.springframework.test.context.TestPropertySource;

/**
 * One route file in a Camel of its own, with the policies of {@code errors.camel.yaml}. A route that is started by a
 * timer or a wake-up in the hub starts at {@code direct:<route id>} here, so nothing happens but what a test sends.
 *
 * <p>A test names its file in {@code @TestPropertySource(properties = ROUTES + "file:routes/...")}, stands in for beans
 * with {@code @MockitoBean(name = ...)}, and for routes with {@code @MockEndpointsAndSkip("direct:...|seda:...")}; what
 * they got shows in {@link #mock}. Real beans come by {@code @ContextConfiguration(classes = ...)}, the settings from
 * {@code config/application.yaml}.
 */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(classes = RouteTestBase.Hub.class, webEnvironment = WebEnvironment.NONE)
@TestPropertySource(
        properties = {
            "taskhub.sandbox.enabled=false",
            "camel.main.jmx-enabled=false",
            "logging.level.root=WARN",
            // which other tests of this JVM may have silenced
            "logging.level.dev.taskhub.sync=WARN",
            "logging.level.dev.taskhub.comment=WARN"
        })
abstract class RouteTestBase {

    /** Begins the property that says which files are loaded. */
    static final String ROUTES = "camel.main.routes-include-pattern=file:routes/errors.camel.yaml,";

    private static final Set<String> TRIGGERS = Set.of("timer", "quartz", "seda");

    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    static class Hub {}

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @BeforeEach
    void startRoutesByHand() throws Exception {
        if (!camel.isStarted()) {
            Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
            for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
                if (triggers().contains(route.getInput().getEndpointUri().split(":")[0])) {
                    String id = route.getRouteId();
                    AdviceWith.adviceWith(camel, id, false, advice -> advice.replaceFromWith("direct:" + id));
                }
            }
            beforeStart();
            camel.start();
        }
        MockEndpoint.resetMocks(camel);
    }

    /** The components whose routes are run by hand, through {@link #run}. */
    Set<String> triggers() {
        return TRIGGERS;
    }

    /** What a test has to do to Camel while it does not run yet. */
    void beforeStart() {}

    /** Runs a route and returns what became of it; a failure stands in the exchange's exception. */
    Exchange run(String routeId, Object body) {
        return template.send(
                "direct:" + routeId, exchange -> exchange.getMessage().setBody(body));
    }

    /** Lets a stand-in fail. */
    static Processor failing(Exception failure) {
        return exchange -> {
            throw failure;
        };
    }

    /** What a call fails with while its breaker lets nothing through. */
    static Exception breakerOpen() {
        return CallNotPermittedException.createCallNotPermittedException(CircuitBreaker.ofDefaults("open"));
    }

    /** What stands in for the route behind {@code direct:name} or {@code seda:name}. */
    MockEndpoint mock(String uri) {
        return camel.getEndpoint("mock:" + uri, MockEndpoint.class);
    }
}
