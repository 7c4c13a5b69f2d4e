package dev.taskhub.house;

import java.util.function.Function;
import java.util.stream.Stream;

/** What a route has to keep to; {@code faults} names each place that does not, with the reason. */
public record Rule(String name, Function<House, Stream<String>> faults) {

    /** Every rule there is. */
    public static Stream<Rule> all() {
        return Stream.of(FormRules.all(), WiringRules.all(), DoorRules.all()).flatMap(rules -> rules);
    }
}
