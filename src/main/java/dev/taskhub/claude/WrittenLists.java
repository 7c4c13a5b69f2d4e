package dev.taskhub.claude;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When agents' lists were written last, and what they were, as the database holds it. */
@Repository
public class WrittenLists {

    private final JdbcClient client;

    WrittenLists(JdbcClient client) {
        this.client = client;
    }

    /** Notes that a list was written, unless one that was written after it is known. */
    boolean isNewest(String container, Instant writtenAt) {
        return client.sql("INSERT INTO claude_list (container, written_at) VALUES (?, ?)"
                                + " ON CONFLICT (container) DO UPDATE SET written_at = excluded.written_at"
                                + " WHERE claude_list.written_at <= excluded.written_at")
                        .params(container, writtenAt.toEpochMilli())
                        .update()
                == 1;
    }

    RecentLists recent(String container) {
        Optional<String> stored = client.sql(
                        "SELECT recent FROM claude_list WHERE container = ? AND recent IS NOT NULL")
                .param(container)
                .query(String.class)
                .optional();
        return RecentLists.of(stored.orElse(null));
    }

    /** Keeps {@code recent} for a container of which {@link #isNewest} has noted a list. */
    void keep(String container, RecentLists recent) {
        client.sql("UPDATE claude_list SET recent = ? WHERE container = ?")
                .params(recent.stored(), container)
                .update();
    }
}
