package dev.taskhub.dashboard;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bean that routes call: {@code dashboard}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DashboardSettings.class)
class DashboardBeans {

    @Bean
    Dashboard dashboard(DashboardSettings settings, JdbcClient jdbc, Clock clock) {
        return new Dashboard(settings, new DashboardQueries(jdbc), new PlanQueries(jdbc), clock);
    }
}
