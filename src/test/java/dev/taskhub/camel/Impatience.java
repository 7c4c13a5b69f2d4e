package dev.taskhub.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;

/** Takes the pauses out of the policies of {@code errors.camel.yaml}, before Camel starts; how often they try stays. */
final class Impatience {

    private Impatience() {}

    static void of(CamelContext camel) {
        camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteConfigurationDefinitions().stream()
                .flatMap(configuration -> configuration.getOnExceptions().stream())
                .map(handler -> handler.getRedeliveryPolicyType())
                .filter(policy -> policy != null)
                .forEach(policy -> policy.redeliveryDelay("1"));
    }
}
