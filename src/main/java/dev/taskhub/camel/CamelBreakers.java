package dev.taskhub.camel;

import dev.taskhub.api.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The breakers of the kamelets; one called {@code airtable-breaker} stands before system {@code airtable}. */
@Component
class CamelBreakers implements Breakers {

    private final List<CircuitBreaker> breakers;

    CamelBreakers(List<CircuitBreaker> breakers) {
        this.breakers = breakers;
    }

    @Override
    public Map<String, String> states() {
        var states = new TreeMap<String, String>();
        breakers.forEach(breaker -> states.put(
                breaker.getName().replace("-breaker", ""), breaker.getState().name()));
        return states;
    }
}
