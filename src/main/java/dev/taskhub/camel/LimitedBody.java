package dev.taskhub.camel;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;

/** The body of a request that anybody may send. */
final class LimitedBody {

    private LimitedBody() {}

    /**
     * The bytes of the body's stream, none when there is no body.
     *
     * @throws MessageTooLarge when there are more than {@code limit}, having read no more than needed to know
     */
    static byte[] read(Exchange exchange, int limit) throws IOException {
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MessageTooLarge(limit);
            }
            return bytes;
        }
    }
}
