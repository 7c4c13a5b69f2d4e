package dev.taskhub.claude;

import dev.taskhub.claude.conversation.Conversations;
import dev.taskhub.claude.conversation.SecretMask;
import dev.taskhub.claude.conversation.Turn;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a turn of a session asks for, or leaves, and does not do: with the answer, for only then it is known what was done. */
@Component
class NamedWork implements HookEffect {

    private static final Set<String> EVENTS = Set.of("UserPromptSubmit", "Stop", "SubagentStop");
    private static final String ANSWER = "last_assistant_message";
    private static final int LONGEST_PROMPT = 20_000;

    private final Conversations conversations;
    private final ProposedTasks proposals;
    private final Sessions sessions;
    private final JdbcClient client;

    NamedWork(Conversations conversations, ProposedTasks proposals, Sessions sessions, JdbcClient client) {
        this.conversations = conversations;
        this.proposals = proposals;
        this.sessions = sessions;
        this.client = client;
    }

    @Override
    public boolean isFor(HookEvent event) {
        return EVENTS.contains(event.name());
    }

    @Override
    public void check(HookEvent event) {
        // any text may be said
    }

    @Override
    public void apply(HookEvent event) {
        if (event.name().equals("UserPromptSubmit")) {
            String prompt = event.text("prompt");
            boolean command = prompt.stripLeading().startsWith("/");
            keep(event, command ? null : prompt.substring(0, Math.min(prompt.length(), LONGEST_PROMPT)));
            return;
        }
        boolean ofTheUser = event.name().equals("Stop");
        var turn = new Turn(ofTheUser ? asked(event) : "", event.text(ANSWER));
        if (ofTheUser) {
            keep(event, null);
        }
        Session session = sessions.find(event.session()).orElseThrow();
        conversations.find(turn).forEach(found -> proposals.propose(session, found));
    }

    private void keep(HookEvent event, String prompt) {
        client.sql("UPDATE claude_session SET prompt = ? WHERE session_id = ?")
                .params(prompt == null ? null : SecretMask.masked(prompt), event.session())
                .update();
    }

    private String asked(HookEvent event) {
        return client.sql("SELECT COALESCE(prompt, '') FROM claude_session WHERE session_id = ?")
                .param(event.session())
                .query(String.class)
                .single();
    }
}
