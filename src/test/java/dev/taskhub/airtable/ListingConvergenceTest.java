package dev.taskhub.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhub.remote.RemoteCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens between two pages, the reader ends up with the newest value of every record. */
class ListingConvergenceTest {

    private static final Pattern AFTER = Pattern.compile("IS_AFTER\\(\\{Last Modified}, '([^']+)'\\)");
    private static final Pattern BEFORE = Pattern.compile("IS_BEFORE\\(\\{Last Modified}, '([^']+)'\\)");
    private static final int PAGE = 3;

    enum Event {
        EDIT,
        READ_PAGE,
        FORGET_LISTING,
        CRASH_BEFORE_KEEPING
    }

    record Happening(Event event, int record, int seconds) {}

    @Provide
    Arbitrary<List<Happening>> happenings() {
        var events = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Event.EDIT)),
                Tuple.of(6, Arbitraries.just(Event.READ_PAGE)),
                Tuple.of(1, Arbitraries.just(Event.FORGET_LISTING)),
                Tuple.of(1, Arbitraries.just(Event.CRASH_BEFORE_KEEPING)));
        return Combinators.combine(
                        events,
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 60))
                .as(Happening::new)
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 500)
    void deliversTheNewestValueOfEveryRecord(
            @ForAll("happenings") List<Happening> happenings, @ForAll("skews") int skewSeconds) {
        var remote = new Remote();
        var listing =
                new AirtableListing(Wire.RECORDS, Wire.SETTINGS, Clock.offset(remote, Duration.ofSeconds(skewSeconds)));
        var delivered = new HashMap<String, Object>();
        ListingState kept = null;
        for (var happening : happenings) {
            remote.now = remote.now.plusSeconds(happening.seconds());
            switch (happening.event()) {
                case EDIT -> remote.edit("rec" + happening.record());
                case FORGET_LISTING -> remote.iterators.clear();
                case CRASH_BEFORE_KEEPING -> read(listing, remote, kept, new HashMap<>());
                case READ_PAGE -> kept = read(listing, remote, kept, delivered);
            }
        }
        remote.now = remote.now.plusSeconds(600);
        do {
            kept = read(listing, remote, kept, delivered);
        } while (!kept.done());
        do {
            kept = read(listing, remote, kept, delivered);
        } while (!kept.done());

        assertThat(delivered).isEqualTo(remote.values);
    }

    @Provide
    Arbitrary<Integer> skews() {
        return Arbitraries.integers().between(-60, 60);
    }

    private static ListingState read(
            AirtableListing listing, Remote remote, ListingState kept, Map<String, Object> delivered) {
        var state = listing.begin(kept);
        var answer = remote.answer(listing.next(state));
        if (answer == null) {
            return listing.restart(state);
        }
        var page = listing.page(state, answer);
        page.changes()
                .forEach(change ->
                        delivered.put(change.externalId(), change.item().get("name")));
        return page.next();
    }

    /** AirTable's way of listing: order and membership fixed at the first page, values read when a page is. */
    private static final class Remote extends Clock {

        private Instant now = Wire.NOW;
        private final Map<String, Object> values = new TreeMap<>();
        private final Map<String, Instant> modified = new HashMap<>();
        private final Map<String, List<String>> iterators = new HashMap<>();
        private int edits;

        void edit(String id) {
            values.put(id, "edit " + ++edits);
            modified.put(id, now.truncatedTo(ChronoUnit.SECONDS));
        }

        Map<String, Object> answer(RemoteCall call) {
            String offset = Wire.parameter(call, "offset");
            List<String> ids = offset == null ? matching(call) : iterators.get(offset);
            if (ids == null) {
                return null;
            }
            var answer = new LinkedHashMap<String, Object>();
            answer.put("records", ids.stream().limit(PAGE).map(this::record).toList());
            if (ids.size() > PAGE) {
                String next = "itr" + now.getEpochSecond() + "/" + edits + ids.get(PAGE);
                iterators.put(next, ids.subList(PAGE, ids.size()));
                answer.put("offset", next);
            }
            return answer;
        }

        private List<String> matching(RemoteCall call) {
            String formula = Wire.parameter(call, "filterByFormula");
            Instant from = time(AFTER, formula, Instant.MIN);
            Instant upper = time(BEFORE, formula, Instant.MAX);
            return modified.keySet().stream()
                    .filter(id ->
                            modified.get(id).isAfter(from) && modified.get(id).isBefore(upper))
                    .sorted(Comparator.<String, Instant>comparing(modified::get)
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }

        private static Instant time(Pattern pattern, String formula, Instant otherwise) {
            Matcher matcher = pattern.matcher(formula == null ? "" : formula);
            return matcher.find() ? Instant.parse(matcher.group(1)) : otherwise;
        }

        private Map<String, Object> record(String id) {
            return Map.of(
                    "id",
                    id,
                    "fields",
                    Map.of(
                            "name",
                            values.get(id),
                            "Last Modified",
                            modified.get(id).toString()));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
