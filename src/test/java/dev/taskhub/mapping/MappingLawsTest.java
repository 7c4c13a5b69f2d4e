package dev.taskhub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ArbitraryDecorator;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The laws that keep changes from echoing, for every field of every shipped mapping and for every column type. */
class MappingLawsTest {

    private static final int TRIES = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** A field and a value, of the hub or of the system. */
    record Case(String system, FieldMapping field, Object value) {

        @Override
        public String toString() {
            return system + "." + field.column() + " (" + field.type() + ") " + value;
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.MIXIN)
    void whatWeWriteAndReadBackIsNoChange(@ForAll("hubValues") Case written) {
        FieldMapping field = written.field();

        Object remote = field.toRemote(written.value());

        assertThat(field.normalise(remote)).isEqualTo(remote);
        assertThat(field.normalise(overTheWire(remote))).isEqualTo(remote);
        assertThat(field.toRemote(field.toHub(remote))).isEqualTo(remote);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.MIXIN)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void whatWeReadAndWriteBackIsNoWrite(@ForAll("remoteValues") Case read) {
        FieldMapping field = read.field();
        Object hub;
        try {
            hub = field.toHub(read.value());
        } catch (Untranslatable refused) {
            collect(field, "refused");
            return;
        }
        collect(field, "read");

        Object normal = field.normalise(read.value());

        assertThat(field.toRemote(hub)).isEqualTo(normal);
        assertThat(field.toHub(normal)).isEqualTo(hub);
        assertThat(HubValues.fits(field.field(), hub)).isTrue();
        assertThat(overTheWire(normal)).isEqualTo(normal);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.MIXIN)
    void theNormalFormIsFinal(@ForAll("remoteValues") Case read) {
        Object normal = read.field().normalise(read.value());

        assertThat(read.field().normalise(normal)).isEqualTo(normal);
    }

    @Provide
    Arbitrary<Case> hubValues() {
        return cases(HubValues::of)
                .filter(written -> written.field().type() != ColumnType.ATTACHMENT)
                .filter(written -> !(written.value() instanceof Instant time) || isShared(time));
    }

    @Provide
    Arbitrary<Case> remoteValues() {
        return cases(RemoteValues::of);
    }

    private static Arbitrary<Case> cases(Function<FieldMapping, Arbitrary<Object>> values) {
        var fields = Stream.of(
                        "config/airtable.yaml",
                        "config/convex.yaml",
                        "config/convex-fullstack.yaml",
                        "config/claude.yaml",
                        "src/test/resources/mapping/every-type.yaml",
                        "src/test/resources/mapping/people.yaml")
                .map(file -> Mapping.read(Path.of(file)))
                .flatMap(mapping -> mapping.fields().stream()
                        .map(field -> values.apply(field).map(value -> new Case(mapping.system(), field, value))))
                .toList();
        return withItsOwnHash(Arbitraries.oneOf(fields));
    }

    /** At every try jqwik looks the generator up by the arbitrary: to hash all that this one holds takes a quarter of the time. */
    private static <T> Arbitrary<T> withItsOwnHash(Arbitrary<T> arbitrary) {
        return new ArbitraryDecorator<>() {
            @Override
            protected Arbitrary<T> arbitrary() {
                return arbitrary;
            }
        };
    }

    /** Counts how many values of each type were read, so that the law cannot become empty unnoticed. */
    private static void collect(FieldMapping field, String outcome) {
        var statistics = Statistics.label(field.type().yamlName());
        statistics.collect(outcome);
        statistics.coverage(coverage -> coverage.check("read").percentage(share -> share > 25));
    }

    private static boolean isShared(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    private static Object overTheWire(Object value) {
        try {
            return JSON.readValue(JSON.writeValueAsBytes(value), Object.class);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + value, e);
        }
    }
}
