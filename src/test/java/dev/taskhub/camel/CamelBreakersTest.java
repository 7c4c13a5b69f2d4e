package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CamelBreakersTest {

    @Test
    void tellsTheStateOfTheBreakerBeforeEachRemote() {
        var beans = new CamelBeans();
        var airtable = beans.airtableBreaker();
        var breakers = new CamelBreakers(List.of(airtable, beans.convexBreaker()));
        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "CLOSED", "convex", "CLOSED"));

        airtable.transitionToOpenState();

        assertThat(breakers.states()).isEqualTo(Map.of("airtable", "OPEN", "convex", "CLOSED"));
    }
}
