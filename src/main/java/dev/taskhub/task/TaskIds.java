package dev.taskhub.task;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.StringArgGenerator;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Issues ids that sort by the time they were issued (UUID version 7). */
@Component
public class TaskIds implements Supplier<String> {

    private static final Pattern ISSUED =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final StringArgGenerator NAMED = Generators.nameBasedGenerator();

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    /** Whether {@code id} is of the form that the hub issues. */
    public static boolean isIssued(String id) {
        return ISSUED.matcher(id).matches();
    }

    /**
     * The id for what was born elsewhere, the same whenever it is asked for.
     *
     * @param bornAtMillis when, since 1970
     * @param name tells it from everything else
     */
    public static String of(long bornAtMillis, String name) {
        UUID hash = NAMED.generate(name);
        long high = bornAtMillis << 16 | 0x7000 | hash.getMostSignificantBits() & 0xfff;
        return new UUID(high, hash.getLeastSignificantBits()).toString();
    }

    @Override
    public String get() {
        return generator.generate().toString();
    }
}
