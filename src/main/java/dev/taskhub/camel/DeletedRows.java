package dev.taskhub.camel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlConstants;
import org.springframework.stereotype.Component;

/** Adds up how many rows several statements have deleted. */
@Component
class DeletedRows implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange sum, Exchange next) {
        if (sum == null) {
            return next;
        }
        next.getMessage().setHeader(SqlConstants.SQL_UPDATE_COUNT, rows(sum) + rows(next));
        return next;
    }

    private static int rows(Exchange exchange) {
        return exchange.getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, 0, Integer.class);
    }
}
