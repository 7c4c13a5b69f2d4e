package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.management.JmxManagementStrategyFactory;
import org.apache.camel.management.mbean.ManagedCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedHubTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void startWithTwoRoutes() throws Exception {
        // whatever another test of this JVM has switched off
        var jmx = new JmxManagementStrategyFactory();
        jmx.setupManagement(camel, jmx.create(camel, null), jmx.createLifecycle(camel));
        camel.getManagementStrategy().setManagementObjectStrategy(new ManagedHub.Strategy());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:$1")
                        .routeId("$1")
                        .log("a")
                        .id("say-a")
                        .setBody(constant("b"))
                        .id("set-b");
                from("direct:two")
                        .routeId("two")
                        .choice()
                        .when(body().isNull())
                        .to("direct:$1")
                        .id("call");
            }
        });
        camel.start();
        camel.createProducerTemplate().sendBody("direct:two", null);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void tellsOfAllRoutesAndStepsWhatCamelTells() throws Exception {
        var asCamelTells = new ManagedCamelContext(camel);
        asCamelTells.init(camel.getManagementStrategy());

        String figures = figures(true);

        assertThat(routesOf(figures)).isEqualTo(routesOf(asCamelTells.dumpRoutesStatsAsXml(true, true)));
        assertThat(figures).containsSubsequence("id=\"say-a\"", "id=\"set-b\"").contains("id=\"call\"");
    }

    @Test
    void leavesTheStepsOutWhenNobodyAsksForThem() throws Exception {
        assertThat(figures(false)).contains("<routeStat id=\"two\"").doesNotContain("processorStat");
    }

    private String figures(boolean includeProcessors) throws Exception {
        var agent = camel.getManagementStrategy().getManagementAgent();
        var hub =
                camel.getManagementStrategy().getManagementObjectNameStrategy().getObjectNameForCamelContext(camel);
        return (String) agent.getMBeanServer()
                .invoke(hub, "dumpRoutesStatsAsXml", new Object[] {true, includeProcessors}, new String[] {
                    "boolean", "boolean"
                });
    }

    /** What is told of the routes, without what changes from one moment to the next. */
    private static String routesOf(String figures) {
        return figures.substring(figures.indexOf("<routeStats>"))
                .replaceAll("(?i)(\\w*time\\w*|idleSince)=\"[^\"]*\"", "");
    }
}
