package dev.taskhub.sandbox.convex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taskhub.sandbox.SandboxRemote;
import dev.taskhub.sandbox.convex.ConvexFunction.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An imitated Convex deployment: its functions, what they keep, and how it is set to behave. */
final class ConvexSandbox implements SandboxRemote {

    private final Storage storage;
    private final Runnable plant;
    private final Map<String, ConvexFunction> functions;
    private volatile Settings settings = Settings.DEFAULT;
    private volatile Map<Kind, Semaphore> permits = permits(Settings.DEFAULT.concurrency());

    /** @param plant puts the first rows into an empty database */
    ConvexSandbox(Storage storage, Runnable plant, Stream<ConvexFunction> functions) {
        this.storage = storage;
        this.plant = plant;
        this.functions = functions.collect(Collectors.toUnmodifiableMap(ConvexFunction::path, Function.identity()));
    }

    /**
     * Runs one function.
     *
     * @param kind what the caller takes the function for, or {@code null} when any will do
     * @param path {@code module:export}
     * @param caller who calls; one without a deploy key finds no internal functions
     * @throws ConvexError when the function says so
     * @throws FunctionFailed when it cannot run
     * @throws RequestRefused when too many are running
     */
    Object run(Kind kind, String path, JsonNode args, Caller caller) {
        Settings now = settings;
        if (now.paused()) {
            throw new FunctionFailed("Cannot run functions while this deployment is paused. "
                    + "Resume the deployment in the dashboard settings to allow functions to run.");
        }
        ConvexFunction function = functions.get(path);
        if (function == null || (function.internal() && !caller.admin())) {
            throw new FunctionFailed(
                    kind == null
                            ? "Could not find function for '" + path + "'. Did you forget to run `npx convex dev`?"
                            : "Could not find public function for '" + path
                                    + "'. Did you forget to run `npx convex dev` or `npx convex deploy`?");
        }
        if (kind != null && kind != function.kind()) {
            throw new FunctionFailed("Trying to execute " + path.replace(":", ".js:") + " as " + kind.title()
                    + ", but it is defined as " + function.kind().title() + ".");
        }
        Arguments arguments = Arguments.parse(args);
        return inTurn(function.kind(), now, () -> function.body().run(arguments, caller));
    }

    /** Runs {@code queries} on one state of the database. */
    <T> T atOneTime(Supplier<T> queries) {
        return storage.read(queries);
    }

    /** The commit time up to which a reader sees everything, in nanoseconds. */
    long snapshotTs() {
        return storage.read(storage::snapshotTs);
    }

    /** Has {@code listener} told of every change to what queries return; it must not take long. */
    void onChange(Runnable listener) {
        storage.onChange(listener);
    }

    /** Whether clients see only the request id of an error. */
    boolean redacts() {
        return settings.redact();
    }

    @Override
    public String name() {
        return "convex";
    }

    @Override
    public Map<String, Object> state() {
        return storage.state();
    }

    @Override
    public Map<String, Object> settings() {
        return settings.asMap();
    }

    @Override
    public synchronized void change(Map<String, Object> changes) {
        Settings changed = settings;
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            changed = changed.with(change.getKey(), change.getValue());
        }
        if (changed.concurrency() != settings.concurrency()) {
            permits = permits(changed.concurrency());
        }
        settings = changed;
    }

    @Override
    public void reset() {
        storage.clear();
        plant.run();
    }

    private <T> T inTurn(Kind kind, Settings now, Supplier<T> work) {
        Semaphore turns = permits.get(kind);
        try {
            if (!turns.tryAcquire(now.permitWaitSeconds(), TimeUnit.SECONDS)) {
                throw tooMany(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooMany(now);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static RequestRefused tooMany(Settings now) {
        return new RequestRefused(
                429,
                "TooManyConcurrentRequests",
                "Too many concurrent requests. Your backend is limited to " + now.concurrency()
                        + " concurrent functions of a kind.");
    }

    private static Map<Kind, Semaphore> permits(int concurrency) {
        Map<Kind, Semaphore> permits = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            permits.put(kind, new Semaphore(concurrency));
        }
        return permits;
    }
}
