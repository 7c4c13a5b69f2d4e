package dev.taskhub.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells the model which tasks the items of its call became, and which items could not be taken. */
@Component
class CallAnswers {

    // Claude Code cuts what a hook says at 10,000 characters.
    private static final int MOST_TOLD = 20;
    private static final int LONGEST = 8_000;

    private final TodoLists lists;
    private final Outcomes outcomes;
    private final SessionSettings settings;

    CallAnswers(TodoLists lists, Outcomes outcomes, SessionSettings settings) {
        this.lists = lists;
        this.outcomes = outcomes;
        this.settings = settings;
    }

    /** Waits a moment for what became of the call. */
    Map<String, Object> answer(HookEvent event) {
        var told = new ArrayList<String>();
        if (event.isCalled("TodoWrite")) {
            List<String> problems = lists.read(event).problems();
            if (!problems.isEmpty()) {
                told.add("TaskHub took the todo list but for these items: "
                        + String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_TOLD))));
            }
        }
        String outcome = event.callKey() == null ? "" : outcomes.await(event.callKey(), settings.tellWithin());
        if (!outcome.isEmpty()) {
            told.add(outcome.length() > LONGEST ? outcome.substring(0, LONGEST) + " ..." : outcome);
        }
        return ClaudeHooks.context("PostToolUse", String.join("\n", told));
    }
}
