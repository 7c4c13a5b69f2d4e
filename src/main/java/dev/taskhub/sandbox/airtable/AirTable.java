package dev.taskhub.sandbox.airtable;

import dev.taskhub.sandbox.Faults;
import dev.taskhub.sandbox.SandboxJournal;
import dev.taskhub.sandbox.SandboxRemote;
import dev.taskhub.sandbox.SandboxSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The imitated AirTable as a whole. */
@Component
@Profile({"sandbox", "sandbox-only"})
@EnableConfigurationProperties(AirTableSettings.class)
class AirTable implements SandboxRemote, DisposableBean {

    private final Conditions conditions;
    private final Keeper keeper;
    private final Pinger pinger;
    private final Store store;
    private final Listing listing;
    private final Writes writes;
    private final boolean seeded;

    @Autowired
    AirTable(
            ObjectProvider<Clock> clock,
            AirTableSettings initial,
            SandboxSettings sandbox,
            SandboxJournal journal,
            Faults faults) {
        this(clock.getIfUnique(Clock::systemUTC), initial, sandbox.seed(), journal, faults);
    }

    AirTable(Clock clock, AirTableSettings initial, boolean seeded, SandboxJournal journal, Faults faults) {
        this.seeded = seeded;
        conditions = new Conditions(clock, initial);
        keeper = new Keeper(journal);
        pinger = new Pinger(conditions, keeper, faults);
        store = new Store(new Ids(new SecureRandom()), keeper, new ChangeLog(conditions, keeper, pinger));
        listing = new Listing(conditions, store.ids());
        writes = new Writes(store, conditions);
        if (!store.restore()) {
            seed();
        }
    }

    Store store() {
        return store;
    }

    Listing listing() {
        return listing;
    }

    Writes writes() {
        return writes;
    }

    Conditions conditions() {
        return conditions;
    }

    Keeper keeper() {
        return keeper;
    }

    @Override
    public String name() {
        return Keeper.REMOTE;
    }

    @Override
    public Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        for (Base base : store.bases()) {
            synchronized (base) {
                var tables = new LinkedHashMap<String, List<Map<String, Object>>>();
                for (Table table : base.tables()) {
                    var cells = new Cells(base, table);
                    tables.put(
                            table.name(),
                            table.rows().stream()
                                    .map(row -> cells.record(row, Cells.Shape.PLAIN))
                                    .toList());
                }
                state.put(base.id(), tables);
            }
        }
        return state;
    }

    @Override
    public Map<String, Object> settings() {
        return conditions.asMap();
    }

    @Override
    public void change(Map<String, Object> settings) {
        conditions.change(settings);
    }

    @Override
    public void reset() {
        store.clear();
        seed();
    }

    private void seed() {
        Seed.read(store.ids(), conditions.second(), seeded).forEach(store::add);
    }

    @Override
    public void destroy() {
        pinger.close();
    }
}
