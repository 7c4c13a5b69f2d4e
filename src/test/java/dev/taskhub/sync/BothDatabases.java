package dev.taskhub.sync;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs a test's cases on an SQLite file and on PostgreSQL: nest a class of each kind in it. */
abstract class BothDatabases {

    @TempDir
    static Path folder;

    private static TestHub sqlite;
    private static TestHub postgres;

    @BeforeAll
    static void open() {
        sqlite = new TestHub(Database.sqlite(folder));
        postgres = new TestHub(Database.postgres());
    }

    @AfterAll
    static void close() {
        sqlite.close();
        postgres.close();
    }

    static TestHub sqlite() {
        return sqlite;
    }

    static TestHub postgres() {
        return postgres;
    }

    abstract static class Cases {

        final TestHub hub;

        Cases(TestHub hub) {
            this.hub = hub;
        }

        @BeforeEach
        void clear() {
            hub.clear();
        }
    }
}
