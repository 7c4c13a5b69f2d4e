package dev.taskhub.agent;

import dev.taskhub.task.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the agent whose skills fit a task best. Safe for use by many threads. */
public final class AgentSkills {

    private static final int TITLE_POINTS = 3;
    private static final int TAG_POINTS = 3;
    private static final int DESCRIPTION_POINTS = 1;

    private final Agents agents;
    private final Map<String, List<Phrase>> phrasesByFirstWord = new HashMap<>();

    /** @param skill a number of its own for each skill of each agent */
    private record Phrase(int agent, int skill, int weight, List<String> words) {

        boolean standsAt(int position, List<String> text) {
            int end = position + words.size();
            return end <= text.size() && words.equals(text.subList(position, end));
        }
    }

    AgentSkills(Agents agents) {
        this.agents = agents;
        int skillNumber = 0;
        for (int agent = 0; agent < agents.all().size(); agent++) {
            for (Agent.Skill skill : agents.all().get(agent).skills()) {
                for (String phrase : skill.words()) {
                    List<String> words = Words.of(phrase);
                    phrasesByFirstWord
                            .computeIfAbsent(words.get(0), first -> new ArrayList<>())
                            .add(new Phrase(agent, skillNumber, skill.weight(), words));
                }
                skillNumber++;
            }
        }
    }

    /**
     * The agent for {@code task}: each skill counts once per text, 3 points for a word in the title or the tags and 1 in
     * the description, times its weight. The highest sum wins; a tie goes to the lighter workload, then to the agent
     * named first in the file; what fits nobody goes to the fallback.
     *
     * @param openTasksByAgent how many open tasks each agent has; a missing agent has none
     */
    public AgentMatch choose(Task task, Map<String, Integer> openTasksByAgent) {
        List<Tally> tallies = agents.names().stream().map(Tally::new).toList();
        count(List.of(Words.of(task.title())), TITLE_POINTS, "the title", tallies);
        count(task.tags().stream().map(tag -> Words.of(tag.toString())).toList(), TAG_POINTS, "the tags", tallies);
        count(List.of(Words.of(task.description())), DESCRIPTION_POINTS, "the description", tallies);

        int best = tallies.stream().mapToInt(tally -> tally.score).max().orElse(0);
        if (best == 0) {
            String reason = "No skill fits, so it goes to " + agents.fallback();
            return new AgentMatch(task.id(), agents.fallback(), 0, List.of(), reason);
        }
        List<Tally> equals =
                tallies.stream().filter(tally -> tally.score == best).toList();
        // min takes the first of equals, which is the order of the file
        Tally winner = equals.stream()
                .min(Comparator.comparingInt(tally -> openTasksByAgent.getOrDefault(tally.agent, 0)))
                .orElseThrow();
        String reason = winner.because() + tieBreak(winner, equals, openTasksByAgent);
        return new AgentMatch(task.id(), winner.agent, best, List.copyOf(winner.words), reason);
    }

    private void count(List<List<String>> texts, int points, String place, List<Tally> tallies) {
        BitSet counted = new BitSet();
        for (List<String> text : texts) {
            for (int position = 0; position < text.size(); position++) {
                for (Phrase phrase : phrasesByFirstWord.getOrDefault(text.get(position), List.of())) {
                    if (!counted.get(phrase.skill) && phrase.standsAt(position, text)) {
                        counted.set(phrase.skill);
                        tallies.get(phrase.agent).add(String.join(" ", phrase.words), points * phrase.weight, place);
                    }
                }
            }
        }
    }

    private static String tieBreak(Tally winner, List<Tally> equals, Map<String, Integer> openTasksByAgent) {
        if (equals.size() == 1) {
            return "";
        }
        String others = equals.stream()
                .filter(tally -> tally != winner)
                .map(tally -> tally.agent + " (" + openTasksByAgent.getOrDefault(tally.agent, 0) + " open)")
                .collect(Collectors.joining(", "));
        return "; as good: " + others + ", and " + winner.agent + " has "
                + openTasksByAgent.getOrDefault(winner.agent, 0) + " open";
    }

    private static final class Tally {

        private final String agent;
        private final Set<String> words = new LinkedHashSet<>();
        private final List<String> findings = new ArrayList<>();
        private int score;

        Tally(String agent) {
            this.agent = agent;
        }

        void add(String word, int points, String place) {
            words.add(word);
            findings.add("\"" + word + "\" in " + place);
            score += points;
        }

        String because() {
            return agent + " scores " + score + " by " + String.join(", ", findings);
        }
    }
}
