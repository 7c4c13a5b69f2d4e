package dev.taskhub.convex;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub talks to Convex.
 *
 * @param url the deployment's own address, {@code https://<name>.convex.cloud}; empty when there is none
 * @param deployKey the key that may call the kit's internal functions; never printed
 */
@ConfigurationProperties("taskhub.convex")
public record ConvexSettings(@DefaultValue("") String url, @DefaultValue("") String deployKey) {

    @Override
    public String toString() {
        return "ConvexSettings[url=" + url + "]";
    }
}
