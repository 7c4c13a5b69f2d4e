package dev.taskhub.mapping;

import dev.taskhub.config.InvalidConfiguration;
import java.nio.file.Path;

/** A mapping file that cannot be used; the message names file and line, what is wrong and how to mend it. */
public class InvalidMapping extends InvalidConfiguration {

    InvalidMapping(Path file, int line, String problem) {
        super(
                place(file, line) + ": " + problem,
                "Mend the file and start the hub again. What can be written there stands at the top of config/airtable.yaml.");
    }

    /** A spot in a mapping file as people write it: {@code config/airtable.yaml line 12}. */
    static String place(Path file, int line) {
        return file.toString().replace('\\', '/') + " line " + line;
    }
}
