package dev.taskhub.sync;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
