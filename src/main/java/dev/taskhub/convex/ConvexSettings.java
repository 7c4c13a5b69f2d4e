package dev.taskhub.convex;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub talks to Convex.
 *
 * @param url the deployment's own address, {@code https://<name>.convex.cloud}; empty when there is none
 * @param deployKey the key that may call the kit's internal functions; never printed
 * @param webhookSecret signs the deployment's hints; empty when it sends none; never printed
 */
@ConfigurationProperties("taskhub.convex")
public record ConvexSettings(
        @DefaultValue("") String url, @DefaultValue("") String deployKey, @DefaultValue("") String webhookSecret) {

    /** Names the deployment among others: the host of its address, in which {@code <name>} stands. Empty for none. */
    public String deployment() {
        String host = URI.create(url).getHost();
        return host == null ? url : host;
    }

    @Override
    public String toString() {
        return "ConvexSettings[url=" + url + "]";
    }
}
