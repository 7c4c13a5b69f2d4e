package dev.taskhub.task;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Issues ids that sort by the time they were issued (UUID version 7). */
@Component
public class TaskIds implements Supplier<String> {

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    @Override
    public String get() {
        return generator.generate().toString();
    }
}
