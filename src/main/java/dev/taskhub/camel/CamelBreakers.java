package dev.taskhub.camel;

import dev.taskhub.api.Breakers;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.springframework.stereotype.Component;

/** The breakers of the kamelets; one called {@code airtable-breaker} stands before system {@code airtable}. */
@Component
class CamelBreakers implements Breakers {

    private static final String SUFFIX = "-breaker";

    private final CamelContext camel;

    CamelBreakers(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Map<String, String> states() {
        var states = new TreeMap<String, String>();
        camel.getRoutes().stream()
                .flatMap(route -> route.filter("*" + SUFFIX).stream())
                .filter(ResilienceProcessor.class::isInstance)
                .map(ResilienceProcessor.class::cast)
                .forEach(breaker -> states.put(breaker.getId().replace(SUFFIX, ""), breaker.getCircuitBreakerState()));
        return states;
    }
}
