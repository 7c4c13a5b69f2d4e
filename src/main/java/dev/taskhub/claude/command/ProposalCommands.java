package dev.taskhub.claude.command;

import dev.taskhub.claude.ProposedTasks;
import dev.taskhub.claude.ProposedTasks.Proposed;
import dev.taskhub.claude.TaskLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Deciding on work that conversations named. */
@Component
@Order(4)
class ProposalCommands implements Command {

    private static final Pattern NAME = Pattern.compile("(?:P-)?(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    private final ProposedTasks proposals;

    ProposalCommands(ProposedTasks proposals) {
        this.proposals = proposals;
    }

    @Override
    public List<String> verbs() {
        return List.of("proposals", "accept", "dismiss");
    }

    @Override
    public List<String> help() {
        return List.of(
                "proposals                what conversations named and left undone",
                "accept [P-3 ... | all]   make tasks of it",
                "dismiss [P-3 ... | all]  make nothing of it, for good");
    }

    @Override
    public String run(String verb, String words, Caller caller) {
        List<Proposed> open = proposals.open();
        if (open.isEmpty()) {
            return "Nothing is proposed.";
        }
        if (verb.equals("proposals")) {
            return open.stream().map(ProposalCommands::line).collect(Collectors.joining("\n"));
        }
        String actor = caller.session().actor();
        var done = new ArrayList<String>();
        for (long number : numbers(words, open, verb)) {
            done.add(
                    verb.equals("accept")
                            ? TaskLine.named(proposals.accept(number, actor)) + " is a task now."
                            : "P-%d is dismissed: %s"
                                    .formatted(
                                            number,
                                            proposals.dismiss(number, actor).title()));
        }
        return String.join("\n", done);
    }

    private static String line(Proposed proposed) {
        return "P-%d %s (%s%s) - %s"
                .formatted(
                        proposed.number(),
                        proposed.title(),
                        proposed.priority(),
                        proposed.category() == null ? "" : ", " + proposed.category(),
                        proposed.why());
    }

    private static List<Long> numbers(String words, List<Proposed> open, String verb) {
        String text = words.strip().toLowerCase(Locale.ROOT);
        if (text.equals("all") || text.isEmpty() && open.size() == 1) {
            return open.stream().map(Proposed::number).toList();
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("%d are proposed: say which, as /task %s P-%d, or all"
                    .formatted(open.size(), verb, open.get(0).number()));
        }
        var numbers = new ArrayList<Long>();
        for (String name : text.split("[\\s,]+")) {
            Matcher number = NAME.matcher(name);
            if (!number.matches()) {
                throw new IllegalArgumentException("\"%s\" is no proposal: name them as P-3".formatted(name));
            }
            numbers.add(Long.valueOf(number.group(1)));
        }
        return numbers;
    }
}
