package dev.taskhub.airtable;

import dev.taskhub.mapping.Mapping;
import dev.taskhub.mapping.Mappings;
import dev.taskhub.sync.Remote;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AirtableSettings.class, AirtableCommentSettings.class})
class AirtableBeans {

    @Bean
    RequestBudget airtableBudget(AirtableSettings settings, Clock clock) {
        return new RequestBudget(settings.requestsPerSecond(), RequestBudget.Ticker.SYSTEM, clock);
    }

    @Bean
    MeterBinder airtableQuotaMeter(AirtableQuota quota) {
        return meters -> Gauge.builder(
                        "taskhub.airtable.quota.spent",
                        quota,
                        state -> state.spentSince().isPresent() ? 1 : 0)
                .description("1 while AirTable refuses all calls because those of the month are used up")
                .strongReference(true)
                .register(meters);
    }

    @Bean
    AirtableTable airtableTable(Mappings mappings) {
        Mapping mapping = mappings.of(AirtableRecords.SYSTEM);
        return new AirtableTable(
                mapping.setting("table"),
                mapping.setting("idColumn"),
                mapping.setting("modifiedColumn"),
                () -> mappings.of(AirtableRecords.SYSTEM).columns(),
                new ColumnNames());
    }

    @Bean
    Remote airtableRemote(AirtableRecords records) {
        return new Remote(AirtableRecords.SYSTEM, records.container());
    }
}
