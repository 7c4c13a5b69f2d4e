package dev.taskhub.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows an {@link InvalidConfiguration} as what is wrong and what to do, without the path that the exception took. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidConfigurationAnalyzer extends AbstractFailureAnalyzer<InvalidConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidConfiguration cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), failure);
    }
}
