package dev.taskhub.camel;

import java.util.List;
import org.springframework.boot.test.system.CapturedOutput;

/** What an operator gets to read: stack traces included, lines of the test's own start left out. */
final class LogLines {

    private LogLines() {}

    static List<String> of(CapturedOutput log) {
        return log.getAll().lines().filter(line -> !line.contains(" INFO ")).toList();
    }
}
