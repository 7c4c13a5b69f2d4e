package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class InboxPostgresTest extends InboxContract {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
        Stores.migrate(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    DataSource store() {
        var store = postgres.getPostgresDatabase();
        new JdbcTemplate(store).execute("DROP TRIGGER IF EXISTS refuse_poison ON inbox; TRUNCATE inbox");
        return store;
    }

    @Test
    void readsTheOldestWithoutALookAtTheOthers() {
        jdbc.execute("INSERT INTO inbox (source, message_key, id, received_at) SELECT 's', n, n, n"
                + " FROM generate_series(1, 20000) AS n");
        jdbc.execute("ANALYZE inbox");

        assertThat(jdbc.queryForList("EXPLAIN " + InboxTable.PENDING.replace("?", "200"), String.class))
                .noneMatch(step -> step.contains("Sort"))
                .anyMatch(step -> step.contains("Index Scan"));
    }

    @Override
    void refusePoison() {
        jdbc.execute(
                """
                CREATE OR REPLACE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF new.payload = 'poison' THEN RAISE EXCEPTION 'poison'; END IF; RETURN new; END $$;
                CREATE TRIGGER refuse_poison BEFORE INSERT ON inbox
                FOR EACH ROW EXECUTE FUNCTION refuse_poison()""");
    }

    @Override
    void hold() {
        jdbc.execute("LOCK TABLE inbox IN EXCLUSIVE MODE");
    }
}
