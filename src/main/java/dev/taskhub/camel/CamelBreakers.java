package dev.taskhub.camel;

import dev.taskhub.api.Breakers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.springframework.stereotype.Component;

/** The breakers of the kamelets; one called {@code airtable-breaker} stands before system {@code airtable}. */
@Component
class CamelBreakers implements Breakers {

    /** Camel numbers what it makes from a kamelet: {@code 2airtable-breaker}. */
    private static final Pattern ID = Pattern.compile("\\d*(.+)-breaker");

    private final CamelContext camel;

    CamelBreakers(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Map<String, String> states() {
        var states = new TreeMap<String, String>();
        camel.getRoutes().stream()
                .flatMap(route -> route.filter("*").stream())
                .filter(ResilienceProcessor.class::isInstance)
                .map(ResilienceProcessor.class::cast)
                .forEach(breaker -> {
                    var id = ID.matcher(breaker.getId());
                    states.put(id.matches() ? id.group(1) : breaker.getId(), breaker.getCircuitBreakerState());
                });
        return states;
    }
}
