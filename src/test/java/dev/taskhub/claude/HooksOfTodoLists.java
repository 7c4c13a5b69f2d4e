package dev.taskhub.claude;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;

/** Hooks of which only those of todo lists do anything, for tests of the door alone. */
public class HooksOfTodoLists {

    @Bean
    ClaudeHooks claudeHooks(TodoLists lists, Clock clock) {
        var settings = new SessionSettings(true, false, true, Map.of(), Duration.ZERO);
        var outcomes = new Outcomes(Clock.systemUTC());
        var effect = new HookEffect() {
            @Override
            public boolean isFor(HookEvent event) {
                return event.isCalled("TodoWrite");
            }

            @Override
            public void check(HookEvent event) {
                lists.read(event);
            }

            @Override
            public void apply(HookEvent event) {
                throw new UnsupportedOperationException("the door applies nothing");
            }
        };
        return new ClaudeHooks(
                List.of(effect), List.of(), new CallAnswers(lists, outcomes, settings), outcomes, settings, clock);
    }
}
