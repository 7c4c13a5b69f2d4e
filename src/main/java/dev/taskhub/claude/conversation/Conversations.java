package dev.taskhub.claude.conversation;

import dev.taskhub.claude.conversation.ConversationRules.Cue;
import dev.taskhub.claude.conversation.ConversationRules.Label;
import dev.taskhub.claude.conversation.Passage.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the sentences of a turn that name work which is still to be done, by the rules in {@code config/conversations.yaml}.
 * Remembers nothing: what is known already is for the caller to leave out.
 */
public final class Conversations {

    /** Of each text, in UTF-16 characters; what comes after is not read. */
    static final int LONGEST_TEXT = 200_000;

    /** A turn that names more is no conversation, but somebody's list; the rest of it is left. */
    private static final int MOST_TASKS = 100;

    private static final int LONGEST_TITLE = 200;
    private static final int FEWEST_WORDS = 2;
    private static final String USUAL_PRIORITY = "medium";

    private final ConversationRules rules;

    Conversations(ConversationRules rules) {
        this.rules = rules;
    }

    /** A request or a leftover, before it is known whether it was done in the same turn. */
    private record Candidate(FoundTask task, Sentence title, boolean isDeferred) {}

    /**
     * The work that {@code turn} names and leaves undone, in the order in which it is named, each once. What the prompt asks
     * for and the answer says is done is left out. Takes time linear in the length of the turn.
     */
    public List<FoundTask> find(Turn turn) {
        List<Passage> answer = passages(turn.answer());
        List<Passage> prompt = passages(turn.prompt());
        var done = new DoneWork(answer, rules.done());
        var found = new ArrayList<Candidate>();
        for (Passage passage : prompt) {
            for (Candidate candidate : candidates(passage, Speaker.PROMPT, found)) {
                if (!done.covers(candidate.title(), candidate.isDeferred())) {
                    add(candidate, found);
                }
            }
        }
        for (Passage passage : answer) {
            candidates(passage, Speaker.ANSWER, found).forEach(candidate -> add(candidate, found));
        }
        return found.stream().map(Candidate::task).toList();
    }

    private List<Passage> passages(String text) {
        String read = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        return Passages.of(SecretMask.masked(read), rules.exclusions());
    }

    private static void add(Candidate candidate, List<Candidate> found) {
        if (found.size() < MOST_TASKS
                && found.stream().noneMatch(other -> DoneWork.isSame(other.title(), candidate.title()))) {
            found.add(candidate);
        }
    }

    private List<Candidate> candidates(Passage passage, Speaker speaker, List<Candidate> found) {
        if (found.size() >= MOST_TASKS
                || passage.box() == Box.TICKED
                || passage.text().startsWith("~~")
                || passage.text().startsWith("✅")) {
            return List.of();
        }
        List<Sentence> sentences = Sentence.of(passage.text());
        if (passage.isItem() && !sentences.isEmpty() && isLeftToDo(passage, speaker)) {
            return passage.isInner()
                    ? List.of()
                    : item(sentences.get(0), speaker).stream().toList();
        }
        return sentences.stream()
                .flatMap(sentence -> byCue(sentence, speaker).stream())
                .toList();
    }

    private boolean isLeftToDo(Passage passage, Speaker speaker) {
        return passage.box() == Box.OPEN && speaker == Speaker.ANSWER
                || isHeading(passage.section())
                || isHeading(passage.label());
    }

    private boolean isHeading(String text) {
        return Sentence.of(text).stream()
                .anyMatch(heading -> rules.headings().phrases().stream().anyMatch(phrase -> phrase.isIn(heading)));
    }

    private Optional<Candidate> item(Sentence item, Speaker speaker) {
        if (item.isQuestion() || isExcluded(item)) {
            return Optional.empty();
        }
        // an item may put its work into words of a cue: "TODO: document the flag"
        var named = rules.cues().stream()
                .flatMap(cue -> cue.phrases().stream())
                .filter(Phrase::namesTheWork)
                .flatMap(phrase -> phrase.in(item).stream())
                .findFirst()
                .orElse(new Phrase.Span(0, item.words().size()));
        return candidate(item, named, rules.headings().why(), rules.headings().confidence(), speaker, true);
    }

    private Optional<Candidate> byCue(Sentence sentence, Speaker speaker) {
        if (isExcluded(sentence)) {
            return Optional.empty();
        }
        for (Cue cue : rules.cues()) {
            if (cue.saidBy().contains(speaker) && (cue.inQuestions() || !sentence.isQuestion())) {
                for (Phrase phrase : cue.phrases()) {
                    var candidate = phrase.in(sentence)
                            .flatMap(work ->
                                    candidate(sentence, work, cue.why(), cue.confidence(), speaker, cue.deferred()));
                    if (candidate.isPresent()) {
                        return candidate;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isExcluded(Sentence sentence) {
        return rules.exclusions().sentences().stream().anyMatch(phrase -> phrase.isIn(sentence));
    }

    private Optional<Candidate> candidate(
            Sentence sentence, Phrase.Span work, String why, double confidence, Speaker speaker, boolean isDeferred) {
        String title = title(sentence, work);
        List<Sentence> said = Sentence.of(title);
        boolean saysWhat = work.end() - work.start() >= FEWEST_WORDS
                && sentence.words().subList(work.start(), work.end()).stream()
                        .anyMatch(word -> !word.isOpaque() && !rules.vague().contains(word.text()));
        if (confidence < rules.leastConfidence() || said.isEmpty() || !saysWhat) {
            return Optional.empty();
        }
        var task = new FoundTask(title, why, speaker, priority(sentence), category(sentence), confidence);
        return Optional.of(new Candidate(task, said.get(0), isDeferred));
    }

    private static String title(Sentence sentence, Phrase.Span work) {
        var words = sentence.words().subList(work.start(), work.end());
        boolean isToTheEnd = work.end() == sentence.words().size();
        String text = sentence.text()
                .substring(
                        words.get(0).start(),
                        isToTheEnd
                                ? sentence.text().length()
                                : words.get(words.size() - 1).end());
        int end = text.length();
        while (end > 0 && ".!?;:, ".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String title = text.substring(0, end);
        if (title.length() > LONGEST_TITLE) {
            int blank = title.lastIndexOf(' ', LONGEST_TITLE - 1);
            title = title.substring(0, blank > 0 ? blank : LONGEST_TITLE - 1) + "…";
        }
        String first = words.get(0).text();
        boolean isPlainWord = first.chars().allMatch(Character::isLetter) && title.startsWith(first);
        return isPlainWord ? title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) : title;
    }

    private String priority(Sentence sentence) {
        return rules.priorities().stream()
                .filter(label -> label.hits(sentence) > 0)
                .findFirst()
                .map(Label::name)
                .orElse(USUAL_PRIORITY);
    }

    /** The category with the most hits; of several, the one that the rules name first. */
    private String category(Sentence sentence) {
        String category = rules.fallbackCategory();
        long most = 0;
        for (Label label : rules.categories()) {
            long hits = label.hits(sentence);
            if (hits > most) {
                category = label.name();
                most = hits;
            }
        }
        return category;
    }
}
