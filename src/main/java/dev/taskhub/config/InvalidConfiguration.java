package dev.taskhub.config;

import java.util.Locale;

/** A setting, or a file of the configuration, with which the hub cannot start. The message says where and what is wrong. */
public class InvalidConfiguration extends RuntimeException {

    private final String action;

    /**
     * @param problem where and what is wrong
     * @param action what to do about it, in whole sentences
     */
    public InvalidConfiguration(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /**
     * A setting with a value that cannot be meant.
     *
     * @param key its name in {@code config/application.yaml}
     * @param problem what is wrong with its value
     */
    public static InvalidConfiguration setting(String key, String problem) {
        return new InvalidConfiguration(
                key + ": " + problem,
                "Change " + key + " in config/application.yaml, or where else it is set (as a variable it is "
                        + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')
                        + "), and start the hub again.");
    }

    /** What to do about it, in whole sentences. */
    public String action() {
        return action;
    }
}
