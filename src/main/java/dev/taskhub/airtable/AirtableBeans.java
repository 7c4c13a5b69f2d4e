package dev.taskhub.airtable;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AirtableSettings.class)
class AirtableBeans {

    @Bean
    RequestBudget airtableBudget(AirtableSettings settings, Clock clock) {
        return new RequestBudget(settings.requestsPerSecond(), RequestBudget.Ticker.SYSTEM, clock);
    }
}
