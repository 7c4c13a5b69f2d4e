package dev.taskhub.claude.conversation;

import java.util.List;
import java.util.regex.Pattern;

/** Replaces what looks like a secret by {@code [secret]}. In linear time: no pattern can match one text in two ways. */
public final class SecretMask {

    private static final String MASK = "[secret]";

    private static final String NAME =
            "(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)[\"']?";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule(
                    "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\\z)",
                    MASK),
            // prefixes that vendors give to their tokens: AirTable, OpenAI and Anthropic, GitHub, GitLab, Slack,
            // Stripe, npm, Google
            rule("\\bpat[A-Za-z0-9]{14}\\.[0-9a-fA-F]{32,128}+", MASK),
            rule("\\bpat(?=[A-Za-z]{0,13}\\d)[A-Za-z0-9]{14}\\b", MASK),
            rule("\\b(?:sk|pk|rk)[-_](?=[A-Za-z_-]{0,100}\\d)[A-Za-z0-9_-]{16,}+", MASK),
            rule("\\b(?:gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+|glpat-[A-Za-z0-9_-]{16,}+)", MASK),
            rule("\\b(?:xox[abeoprs]-[A-Za-z0-9-]{10,}+|npm_[A-Za-z0-9]{30,}+|AIza[A-Za-z0-9_-]{30,}+)", MASK),
            rule("\\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\\b", MASK),
            rule("\\beyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]++)?", MASK),
            rule(
                    "(?i)\\b(bearer|basic)(\\s{1,3})(?=[A-Za-z._~+/-]{0,100}[\\d=])[A-Za-z0-9._~+/=-]{12,}+",
                    "$1$2" + MASK),
            // a deploy key of Convex
            rule("\\b((?:prod|dev|preview|project):[a-z0-9-]{1,60}+\\|)[A-Za-z0-9+/=_-]{16,}+", "$1" + MASK),
            rule("(\\b[a-z][a-z0-9+.-]{0,30}+://[^\\s:/@]{0,200}+:)[^\\s/@]{1,200}+@", "$1" + MASK + "@"),
            rule("(?i)(" + NAME + "\\s{0,3}=\\s{0,3}[\"']?)[^\\s\"',;]{4,200}+", "$1" + MASK),
            // "password: reset flow" is no password
            rule(
                    "(?i)(" + NAME + "\\s{0,3}(?::|\\bis\\b)\\s{0,3}[\"']?)(?=[^\\s\"',;]{0,200}[\\d!$%&*+])"
                            + "[^\\s\"',;]{6,200}+",
                    "$1" + MASK));

    private SecretMask() {}

    /** {@code text} without the secrets in it; what stands around them is left. */
    public static String masked(String text) {
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.pattern().matcher(masked).replaceAll(rule.replacement());
        }
        return masked;
    }

    private static Rule rule(String regex, String replacement) {
        return new Rule(Pattern.compile(regex), replacement);
    }
}
