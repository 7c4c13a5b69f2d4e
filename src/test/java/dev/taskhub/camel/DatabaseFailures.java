package dev.taskhub.camel;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What the hub's own statements fail with while PostgreSQL is away: a connection was lost, and no remote's. */
final class DatabaseFailures {

    private DatabaseFailures() {}

    static Stream<Exception> all() {
        return Stream.of(
                new CannotGetJdbcConnectionException(
                        "no connection", new SQLException("refused", new ConnectException("refused"))),
                new DataAccessResourceFailureException(
                        "connection lost", new SQLException("I/O error", new IOException("reset"))),
                new DataAccessResourceFailureException(
                        "connection lost", new SQLException("I/O error", new EOFException())),
                new CannotCreateTransactionException(
                        "no transaction", new SQLException("I/O error", new IOException("reset"))),
                new QueryTimeoutException("too slow", new IOException("timeout")));
    }
}
