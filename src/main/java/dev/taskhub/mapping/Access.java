package dev.taskhub.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way a column's values travel. */
enum Access {
    /** Read and written; the default. */
    READ_WRITE,
    /** Only read: the system computes it. */
    READ,
    /** Read, and written only where it becomes empty or the person the hub acts for; any other value stays in the hub. */
    OWN,
    /** Read, and written once, when the item is created. */
    CREATE,
    /** Never read, and written only along with other columns: a difference alone causes no write. */
    WRITE_ALONG;

    static Optional<Access> named(String yamlName) {
        return Arrays.stream(values())
                .filter(access -> access.yamlName().equals(yamlName))
                .findFirst();
    }

    String yamlName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
