package dev.taskhub.camel;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Serves a door's requests on the web server's own threads, from the first byte to the answer. Camel's engine hands each
 * to Spring's task pool, whose eight threads are then all that can wait for a commit together, and has Spring dispatch it
 * a second time when it is done.
 */
@Component(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
final class DoorEngine implements PlatformHttpEngine {

    private final int port;

    DoorEngine(@Value("${server.port:8080}") int port) {
        this.port = port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new Served(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return port;
    }

    /** Public, for Spring calls it by reflection. */
    public static final class Served extends SpringBootPlatformHttpConsumer {

        Served(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor, Runnable::run);
        }

        /** Returns nothing to wait for: the request is answered. */
        @Override
        public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
            super.service(new Unread(request), response).join();
            return null;
        }
    }

    /**
     * A request that seems to have no body. Camel would read one whole, however large it is, before any step of the route
     * sees it; {@link LimitedBody} reads it.
     */
    private static final class Unread extends HttpServletRequestWrapper {

        Unread(HttpServletRequest request) {
            super(request);
        }

        @Override
        public int getContentLength() {
            return 0;
        }
    }
}
