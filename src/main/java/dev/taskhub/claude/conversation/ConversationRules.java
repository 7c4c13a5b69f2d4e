package dev.taskhub.claude.conversation;

import java.util.List;
import java.util.Set;

/**
 * What in a conversation is work to be done; read from {@code config/conversations.yaml}.
 *
 * @param leastConfidence what is found with less is not told
 * @param cues in the order in which they are tried
 * @param headings above lists of what is left to do
 * @param done how an answer says that something was done
 * @param vague words that alone do not say what is to be done
 * @param priorities each with the phrases that tell it, the strongest first
 * @param fallbackCategory what fits no category
 */
record ConversationRules(
        double leastConfidence,
        List<Cue> cues,
        Headings headings,
        List<Phrase> done,
        Exclusions exclusions,
        Set<String> vague,
        List<Label> priorities,
        List<Label> categories,
        String fallbackCategory) {

    /**
     * A way in which people put off work.
     *
     * @param deferred says that it is not to be done now, so that a plain "Done." does not mean it
     * @param inQuestions counts in a question too
     */
    record Cue(
            String why,
            double confidence,
            Set<Speaker> saidBy,
            boolean deferred,
            boolean inQuestions,
            List<Phrase> phrases) {}

    /** Headings above lists of what is left to do. */
    record Headings(String why, double confidence, List<Phrase> phrases) {}

    /**
     * What does not count.
     *
     * @param texts a text that begins with one of these is left out whole
     * @param tags names of elements that are left out with what is in them; {@code *} at the end stands for any ending
     * @param lines a line that begins with one of these is left out
     * @param sentences a sentence in which one of these stands
     */
    record Exclusions(List<String> texts, List<String> tags, List<String> lines, List<Phrase> sentences) {}

    /** A name and the phrases that stand for it. */
    record Label(String name, List<Phrase> phrases) {

        long hits(Sentence sentence) {
            return phrases.stream().filter(phrase -> phrase.isIn(sentence)).count();
        }
    }
}
