package dev.taskhub.mapping;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    private static final String CONVEX = "convex";

    /** @param adapter {@code fullstack} where Convex runs the fullstack-convex app, whose columns are others */
    @Bean
    Mappings mappings(
            @Value("${taskhub.config-dir:config}") String folder,
            @Value("${taskhub.convex.adapter:kit}") String adapter,
            @Value("${taskhub.convex.act-as.name:}") String name,
            @Value("${taskhub.convex.act-as.email:}") String email) {
        if (!adapter.equals("fullstack")) {
            return Mappings.read(Path.of(folder));
        }
        var mappings = Mappings.read(Path.of(folder), Map.of(CONVEX, "convex-fullstack.yaml"));
        return name.isBlank() || email.isBlank()
                ? mappings
                : mappings.actingAs(CONVEX, Map.of("name", name, "email", email));
    }
}
