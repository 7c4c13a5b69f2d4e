package dev.taskhub.camel;

import dev.taskhub.airtable.AirtableSettings;
import dev.taskhub.convex.ConvexNews;
import dev.taskhub.convex.ConvexSettings;
import dev.taskhub.fullstack.FullstackSettings;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteClosed;
import dev.taskhub.remote.RemoteUnavailable;
import dev.taskhub.remote.RemoteUnexplained;
import dev.taskhub.sync.ChangeListener;
import dev.taskhub.sync.Deliveries;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What the routes refer to and no other subject has reason to know. */
@Configuration(proxyBeanMethods = false)
class CamelBeans {

    @Bean
    CamelContextConfiguration managedHub() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getManagementStrategy().setManagementObjectStrategy(new ManagedHub.Strategy());
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // nothing to do
            }
        };
    }

    @Bean
    RemoteDoor airtableDoor(AirtableSettings settings, Environment environment) {
        return new RemoteDoor(
                RemoteAuthorization.of("Bearer " + settings.token()),
                call -> !isDryRun(environment) || call.method().equals("GET"));
    }

    @Bean
    RemoteDoor convexDoor(
            ConvexSettings settings,
            @Qualifier("convexAuthorization") RemoteAuthorization authorization,
            FullstackSettings fullstack,
            Environment environment) {
        // It follows a key only: a token of an identity provider says by itself who the user is.
        String acting = settings.deployKey().isEmpty() ? "" : fullstack.actingSuffix();
        return new RemoteDoor(
                acting.isEmpty() ? authorization : RemoteAuthorization.of(authorization.header() + acting),
                call -> !isDryRun(environment) || call.path().equals("/api/query"));
    }

    /** Nothing that would write is made in a dry run; this is for what somebody adds and forgets that. */
    private static boolean isDryRun(Environment environment) {
        return environment.getProperty("taskhub.dry-run", Boolean.class, false);
    }

    @Bean
    CircuitBreaker airtableBreaker() {
        return breaker("airtable-breaker");
    }

    @Bean
    CircuitBreaker convexBreaker(FullstackSettings fullstack) {
        // The app's functions fail at one task, and say so no otherwise than if Convex were out of order.
        var breaker =
                fullstack.isUsed() ? breaker("convex-breaker", RemoteUnexplained.class) : breaker("convex-breaker");
        // AirTable's calls wait for their budget instead.
        breaker.getEventPublisher().onError(failure -> {
            if (failure.getThrowable() instanceof RemoteUnavailable away
                    && !away.retryAfter().isZero()) {
                breaker.transitionToOpenStateFor(away.retryAfter());
            }
        });
        return breaker;
    }

    /**
     * Leaves a remote alone for a while after repeated failures, and longer when it refuses everything; what it refuses
     * else is no failure. Made here, because a Kamelet of Camel 4.18.0 forgets the list recordException, and then every
     * refusal counts.
     */
    @SafeVarargs
    private static CircuitBreaker breaker(String name, Class<? extends Throwable>... noFailures) {
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(Duration.ofSeconds(10))
                        .recordExceptions(RemoteUnavailable.class, RemoteClosed.class)
                        .ignoreExceptions(noFailures)
                        .build());
        breaker.getEventPublisher().onError(failure -> {
            if (failure.getThrowable() instanceof RemoteClosed) {
                breaker.transitionToOpenStateFor(Deliveries.CLOSED);
            }
        });
        return breaker;
    }

    @Bean
    JdbcMessageIdRepository droppedFiles(DataSource dataSource) {
        var repository = new JdbcMessageIdRepository(dataSource, "dropped-files");
        repository.setCreateTableIfNotExists(false);
        return repository;
    }

    /** The bodies of a split as a list. Camel would end the route with the first element whose failure was handled. */
    @Bean
    GroupedBodyAggregationStrategy asList() {
        return new GroupedBodyAggregationStrategy() {
            @Override
            public Exchange aggregate(Exchange collected, Exchange element) {
                element.getExchangeExtension().setErrorHandlerHandled(null);
                return super.aggregate(collected, element);
            }
        };
    }

    @Bean
    UseLatestAggregationStrategy latest() {
        return new UseLatestAggregationStrategy();
    }

    @Bean
    ChangeListener followers(CamelContext camel) {
        return waker(camel, "seda:wake-followers")::run;
    }

    @Bean
    ConvexNews convexNews(CamelContext camel) {
        return waker(camel, "seda:poll-convex-tasks")::run;
    }

    /** A wake-up that finds one waiting already is not needed. */
    private static Runnable waker(CamelContext camel, String route) {
        var template = camel.createProducerTemplate();
        return () -> {
            if (camel.isStarted()) {
                template.send(route + "?size=1&discardWhenFull=true", ExchangePattern.InOnly, wakeUp -> {});
            }
        };
    }
}
