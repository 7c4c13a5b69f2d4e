package dev.taskhub.airtable;

import dev.taskhub.remote.RemoteCall;
import dev.taskhub.sync.ItemChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads the table page by page, whole at first and then only what changed, and can go on wherever it was stopped.
 *
 * <p>AirTable fixes which records a listing holds, and their order, at its first page, but shows each record as it stands
 * when its page is read. So a record edited meanwhile shows a time that does not fit its place; such times move neither
 * the watermark nor the place to restart from. The watermark comes from AirTable's own times, and only where these are old
 * from the hub's clock, some minutes behind; so the two clocks need not agree by more than the overlap.
 */
@Component("airtableListing")
public final class AirtableListing {

    /** Without it, every poll of a quiet table would read again what changed right before the last edit, for good. */
    private static final Duration BEHIND_THE_CLOCK = Duration.ofMinutes(5);

    private final AirtableRecords records;
    private final Duration overlap;
    private final Duration lag;
    private final Clock clock;

    AirtableListing(AirtableRecords records, AirtableSettings settings, Clock clock) {
        this.records = records;
        this.overlap = settings.pollOverlap();
        this.lag = settings.pollLag();
        this.clock = clock;
    }

    /**
     * The state to ask the next page with: goes on with an unfinished listing, else begins the next one. It lists the
     * whole table when {@code last} is {@code null} or nothing has been delivered yet.
     */
    public ListingState begin(ListingState last) {
        if (last != null && !last.done()) {
            return last;
        }
        Instant watermark = last == null ? null : last.watermark();
        Instant from = watermark == null ? null : watermark.minus(overlap);
        Instant upper = clock.instant().minus(lag).truncatedTo(ChronoUnit.SECONDS);
        return new ListingState(watermark, from, upper, null, null, null, 0, watermark == null, false);
    }

    /** The call for the next page. */
    public RemoteCall next(ListingState state) {
        var query = new ArrayList<>(records.query());
        query.add(Map.entry("sort[0][field]", modifiedColumn()));
        query.add(Map.entry("sort[0][direction]", "asc"));
        if (state.from() != null) {
            // A whole listing that had to restart must not lose the records changed since it began.
            Instant upper = state.whole() ? null : state.upper();
            query.add(Map.entry("filterByFormula", Formula.changed(modifiedColumn(), state.from(), upper)));
        }
        if (state.offset() != null) {
            query.add(Map.entry("offset", state.offset()));
        }
        return RemoteCall.get(records.path(), query);
    }

    /** What the page brought, and the state after it. The watermark moves with the last page only. */
    public ListingPage page(ListingState state, Map<String, Object> answer) {
        var page = Json.required(answer, "records");
        List<ItemChange> changes = records.changes(answer);
        String offset = Json.text(answer.get("offset"));
        boolean last = offset == null;
        Instant newest = latest(Stream.concat(
                Stream.ofNullable(state.newest()),
                page.stream().map(records::changedAt).filter(time -> time != null && time.isBefore(state.upper()))));
        var next = new ListingState(
                last
                        ? latest(Stream.of(
                                        state.watermark(), newest, state.upper().minus(BEHIND_THE_CLOCK))
                                .filter(Objects::nonNull))
                        : state.watermark(),
                state.from(),
                state.upper(),
                offset,
                reached(state, page),
                newest,
                state.seen() + page.size(),
                state.whole(),
                last);
        return new ListingPage(changes, next, last);
    }

    /**
     * Goes on after {@link ListingExpired}: from what had been reached, so that a long listing ends however often it is
     * interrupted.
     */
    public ListingState restart(ListingState state) {
        // IS_AFTER is strict and AirTable shows whole seconds.
        Instant from = state.reached() == null ? state.from() : state.reached().minusSeconds(1);
        long seen = state.reached() == null ? 0 : state.seen();
        return new ListingState(
                state.watermark(),
                from,
                state.upper(),
                null,
                state.reached(),
                state.newest(),
                seen,
                state.whole(),
                false);
    }

    /**
     * The oldest edit on the page: at least one record there still stands at its place, and all places before it have
     * been delivered. A page that only holds records edited meanwhile says nothing.
     */
    private Instant reached(ListingState state, List<Map<String, Object>> page) {
        return page.stream()
                .map(records::modified)
                .filter(time -> time != null && time.isBefore(state.upper()))
                .min(Instant::compareTo)
                .orElse(state.reached());
    }

    private String modifiedColumn() {
        return records.table().inAirtable(records.table().modifiedColumn());
    }

    private static Instant latest(Stream<Instant> times) {
        return times.max(Instant::compareTo).orElse(null);
    }
}
