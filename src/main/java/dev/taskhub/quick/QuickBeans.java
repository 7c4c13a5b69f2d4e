package dev.taskhub.quick;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean {@code quickAdd}; its days are those of the machine's time zone, as the dashboard's hours are. */
@Configuration(proxyBeanMethods = false)
class QuickBeans {

    @Bean
    QuickAdd quickAdd(Clock clock) {
        return new QuickAdd(clock.withZone(ZoneId.systemDefault()));
    }
}
