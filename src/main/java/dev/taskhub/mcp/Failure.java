package dev.taskhub.mcp;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong within the hub: the log gets it, a caller only where to look. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    /** Logs a failure, and returns what to tell the caller. */
    static String logged(String what, RuntimeException failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("{} failed, request {}", what, id, failure);
        return "this failed within the hub; its log says why under " + id;
    }
}
