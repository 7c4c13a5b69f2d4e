package dev.taskhub.camel;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/** The body of a request that anybody may send. */
final class LimitedBody {

    private LimitedBody() {}

    /**
     * The bytes of the body's stream, none when there is no body.
     *
     * @throws MessageTooLarge when there are more than {@code limit}, having read no more than needed to know
     * @throws IllegalArgumentException when the sender broke off, or fell silent
     */
    static byte[] read(Exchange exchange, int limit) {
        try (InputStream stream = stream(exchange.getMessage())) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MessageTooLarge(limit);
            }
            return bytes;
        } catch (IOException brokenOff) {
            // told in words and not as the cause, which policies match too: it is the sender's trouble and not the
            // hub's
            throw new IllegalArgumentException("the body did not arrive whole: " + brokenOff.getMessage());
        }
    }

    private static InputStream stream(Message message) throws IOException {
        return message instanceof PlatformHttpMessage http && http.getBody() == null
                ? http.getRequest().getInputStream()
                : message.getBody(InputStream.class);
    }
}
