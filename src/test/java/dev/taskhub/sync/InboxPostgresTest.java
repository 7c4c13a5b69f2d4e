package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxPostgresTest extends InboxContract {

    @Override
    Database database() {
        return Database.postgres();
    }

    @AfterEach
    void takePoison() {
        jdbc.execute("DROP TRIGGER IF EXISTS refuse_poison ON inbox");
    }

    @Test
    void readsTheOldestWithoutALookAtTheOthers() {
        jdbc.execute("INSERT INTO inbox (source, message_key, id, received_at, payload) SELECT 's', n, n, n, 'p'"
                + " FROM generate_series(1, 20000) AS n");
        jdbc.execute("ANALYZE inbox");

        assertThat(jdbc.queryForList(
                        "EXPLAIN " + InboxTable.PENDING.replaceFirst("\\?", "5").replace("?", "200"), String.class))
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
