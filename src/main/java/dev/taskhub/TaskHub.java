package dev.taskhub;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;

/** Starts the hub; in profile {@code sandbox-only} starts nothing but the imitation of the two remotes. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TaskHub {

    public static void main(String[] args) {
        SpringApplication.run(TaskHub.class, args);
    }

    @Configuration(proxyBeanMethods = false)
    @Profile("!sandbox-only")
    @ConfigurationPropertiesScan("dev.taskhub")
    @ComponentScan(
            basePackages = "dev.taskhub",
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "dev\\.taskhub\\.(sandbox\\..*|TaskHub.*)")
            })
    static class Hub {}

    @Configuration(proxyBeanMethods = false)
    @Profile({"sandbox", "sandbox-only"})
    @ComponentScan("dev.taskhub.sandbox")
    static class Sandbox {}
}
