package dev.taskhub.sandbox;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;

/** What both remotes share. */
@Configuration(proxyBeanMethods = false)
@Profile({"sandbox", "sandbox-only"})
@EnableConfigurationProperties(SandboxSettings.class)
class SandboxConfiguration {

    @Bean
    SandboxJournal sandboxJournal(SandboxSettings settings) {
        return settings.data() == null ? new Forgetful() : new FileJournal(settings.data());
    }

    @Bean
    Faults sandboxFaults() {
        return new Faults();
    }

    @Bean
    RequestCounts sandboxRequestCounts() {
        return new RequestCounts();
    }

    @Bean
    FilterRegistrationBean<FaultFilter> sandboxFaultFilter(Faults faults, RequestCounts counts) {
        var registration = new FilterRegistrationBean<>(new FaultFilter(faults, counts));
        registration.setUrlPatterns(List.of("/sandbox/airtable/*", "/sandbox/convex/*"));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        return registration;
    }
}
