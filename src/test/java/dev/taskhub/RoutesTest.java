package dev.taskhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.taskhub.house.House;
import dev.taskhub.house.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds the routes and Kamelets of the working folder against every rule; RulesTest proves that each rule can fail. */
class RoutesTest {

    @TestFactory
    Stream<DynamicTest> routesKeepToTheRules() {
        var house = House.here();
        return Rule.all()
                .map(rule ->
                        dynamicTest(rule.name(), () -> assertThat(rule.faults().apply(house))
                                .isEmpty()));
    }
}
