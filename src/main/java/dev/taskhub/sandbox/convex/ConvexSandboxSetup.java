package dev.taskhub.sandbox.convex;

import dev.taskhub.sandbox.SandboxJournal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Puts the imitated deployment together. */
@Configuration(proxyBeanMethods = false)
@Profile({"sandbox", "sandbox-only"})
class ConvexSandboxSetup {

    @Bean
    ConvexSandbox convexSandbox(
            SandboxJournal journal,
            ObjectProvider<Clock> clock,
            @Value("${taskhub.sandbox.seed:true}") boolean seeded,
            @Value("${taskhub.sandbox.convex.app:kit}") String app,
            @Value("${taskhub.sandbox.convex.daily-reset:false}") boolean dailyReset) {
        Clock time = clock.getIfAvailable(Clock::systemUTC);
        Supplier<String> ids = randomIds(new SecureRandom());
        return switch (app) {
            case "kit" -> deployment(journal, time, ids, seeded);
            case "fullstack" -> fullstack(journal, time, ids, seeded, dailyReset);
            default -> throw new IllegalArgumentException(
                    "taskhub.sandbox.convex.app: \"" + app + "\" is neither kit nor fullstack");
        };
    }

    /** A deployment of the fullstack-convex app. */
    static ConvexSandbox fullstack(
            SandboxJournal journal, Clock clock, Supplier<String> ids, boolean seeded, boolean dailyReset) {
        var tables = new FullstackTables(journal, clock, ids);
        Runnable plant = seeded ? () -> FullstackSeed.plant(tables) : () -> {};
        plant.run();
        return new ConvexSandbox(tables, plant, new FullstackApp(tables, dailyReset).functions());
    }

    static ConvexSandbox deployment(SandboxJournal journal, Clock clock, Supplier<String> ids, boolean seeded) {
        Database database = new Database(journal, clock);
        SyncedRows tasks = new SyncedRows(Database.TASKS, Columns.TASKS, clock, ids);
        SyncedRows comments = new SyncedRows(Database.COMMENTS, Columns.COMMENTS, clock, ids);
        SyncedRows timeEntries = new SyncedRows(Database.TIME_ENTRIES, Columns.TIME_ENTRIES, clock, ids);
        SyncedRows projects = new SyncedRows(Database.PROJECTS, Columns.PROJECTS, clock, ids);
        Runnable plant = seeded ? () -> new Seed(clock).plant(database, tasks) : () -> {};
        plant.run();
        return new ConvexSandbox(
                database,
                plant,
                Stream.of(
                                new SyncKit(database, tasks, comments, timeEntries, projects).functions(),
                                new TasksApp(database, tasks, ids).functions(),
                                new CommentsApp(database, comments, ids).functions())
                        .flatMap(functions -> functions));
    }

    /** Ids as Convex makes them: 32 lower-case letters and digits. */
    static Supplier<String> randomIds(RandomGenerator random) {
        String alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        return () -> random.ints(32, 0, alphabet.length())
                .mapToObj(alphabet::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
