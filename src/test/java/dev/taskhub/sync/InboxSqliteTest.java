package dev.taskhub.sync;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class InboxSqliteTest extends InboxContract {

    @TempDir
    Path home;

    private HikariDataSource store;

    @Override
    DataSource store() {
        store = Stores.sqlite(home.resolve("taskhub.db"));
        return store;
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    void refusePoison() {
        jdbc.execute(
                """
                CREATE TRIGGER refuse_poison BEFORE INSERT ON inbox WHEN new.payload = 'poison'
                BEGIN SELECT RAISE(ABORT, 'poison'); END""");
    }

    @Override
    void hold() {
        jdbc.update("UPDATE counter SET value = value");
    }
}
