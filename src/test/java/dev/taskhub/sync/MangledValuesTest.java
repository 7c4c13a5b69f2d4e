package dev.taskhub.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.taskhub.fuzz.Mangled;
import dev.taskhub.mapping.FieldMapping;
import dev.taskhub.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a system says a column holds, the task list takes it or opens a conflict, and can still be read and sent on. */
class MangledValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestHub sqlite;
    private static TestHub postgres;
    private int item;

    @BeforeContainer
    static void open() throws IOException {
        sqlite = new TestHub(Database.sqlite(Files.createTempDirectory("mangled")));
        postgres = new TestHub(Database.postgres());
    }

    @AfterContainer
    static void close() {
        sqlite.close();
        postgres.close();
    }

    @Property(tries = 150)
    void areTakenOrDisputedOnSqlite(@ForAll("items") @Size(max = 4) List<Tuple2<Integer, String>> items)
            throws IOException {
        areTakenOrDisputed(sqlite, items);
    }

    @Property(tries = 150)
    void areTakenOrDisputedOnPostgres(@ForAll("items") @Size(max = 4) List<Tuple2<Integer, String>> items)
            throws IOException {
        areTakenOrDisputed(postgres, items);
    }

    private void areTakenOrDisputed(TestHub hub, List<Tuple2<Integer, String>> items) throws IOException {
        hub.clear();
        for (String system : List.of(TestHub.AIRTABLE, TestHub.CONVEX, TestHub.CLAUDE)) {
            List<FieldMapping> columns = hub.mapping(system).fields();
            Map<String, Object> item = new HashMap<>(Map.of(columns.get(0).column(), "title"));
            for (var value : items) {
                item.put(
                        columns.get(value.get1() % columns.size()).column(),
                        JSON.readValue(value.get2(), Object.class));
            }
            hub.sync.accept(List.of(change(system, item)));
        }
        for (String system : List.of(TestHub.AIRTABLE, TestHub.CONVEX)) {
            for (Outgoing outgoing : hub.sync.claim(system, 50)) {
                assertThat(JSON.writeValueAsString(outgoing.columns())).isNotBlank();
            }
        }
        assertThat(hub.jdbc.queryForList("SELECT id FROM task", String.class))
                .hasSize(3)
                .allSatisfy(id -> assertThat(hub.tasks.find(List.of(id)).values())
                        .singleElement()
                        .extracting(Task::status)
                        .isNotNull());
    }

    private ItemChange change(String system, Map<String, Object> item) {
        String container =
                switch (system) {
                    case TestHub.AIRTABLE -> TestHub.BASE;
                    case TestHub.CONVEX -> TestHub.ROWS;
                    default -> TestHub.LIST;
                };
        return new ItemChange(
                system, container, "item" + ++this.item, null, ItemChange.Type.WHOLE, item, null, null, null, null);
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, String>>> items() {
        return Combinators.combine(Arbitraries.integers().between(0, 100), Mangled.values())
                .as(Tuple::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
