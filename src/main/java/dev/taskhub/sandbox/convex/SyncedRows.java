package dev.taskhub.sandbox.convex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The kit's rules for writing one table.
 *
 * <ul>
 *   <li>An upsert is a patch: a column that is not given stays, {@code null} clears it, a cleared column is absent.
 *   <li>{@code expectedVersion}, if given, must be the row's; 0 means that there is no row, or only a tombstone.
 *   <li>When nothing would change, nothing is written. That holds also for a row that is one version further by the same
 *       origin's hand: then this is the repeat of a write whose answer was lost. Had anybody else written since, it is a
 *       conflict, because the row may hold more than the caller knows.
 *   <li>After an upsert the row is there: a tombstone comes back to life.
 *   <li>{@code contentHash} is computed here; one that is sent along is not looked at.
 * </ul>
 */
final class SyncedRows {

    /** Convex takes documents of up to 1 MiB; the rest is left for the kit's own columns. */
    private static final int MAX_BYTES = 1_000_000;

    private static final Set<String> TIMES = Set.of("createdAt", "updatedAt");
    private static final Set<String> META = Set.of("externalId", "expectedVersion", "contentHash");

    private final String table;
    private final Columns columns;
    private final Clock clock;
    private final Supplier<String> ids;

    SyncedRows(String table, Columns columns, Clock clock, Supplier<String> ids) {
        this.table = table;
        this.columns = columns;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Writes one item.
     *
     * @return the row, without {@code syncTs}, and whether it changed
     * @throws ConvexError VALIDATION or VERSION_CONFLICT, naming the item
     */
    Stored upsert(Transaction transaction, Map<String, Object> item, String origin) {
        if (!(item.get("externalId") instanceof String externalId) || externalId.isBlank()) {
            throw ConvexError.validation(null, "externalId must be a string that is not empty");
        }
        Double expected = expectedVersion(externalId, item);
        Map<String, Object> row = transaction.get(table, externalId);
        Map<String, Object> before = content(row);
        Map<String, Object> content = patched(externalId, before, item);
        boolean live = row != null && !row.containsKey("deletedAt");
        if (live && content.equals(before) && (expected == null || isRepeat(row, expected, origin))) {
            return new Stored(row, false);
        }
        boolean nothingThere = row == null || (!live && expected != null && expected == 0);
        checkVersion(externalId, nothingThere ? 0 : version(row), expected);
        content.putIfAbsent("createdAt", now());
        if (item.get("updatedAt") == null) {
            content.put("updatedAt", now());
        }
        return put(transaction, row, externalId, content, origin);
    }

    /** Makes the row a tombstone; a tombstone stays as it is. */
    Stored delete(Transaction transaction, String externalId, Double expectedVersion, String origin) {
        return mark(transaction, externalId, expectedVersion, origin, true, row -> {
            row.put("deletedAt", now());
            return row;
        });
    }

    /** Brings a tombstone back as it was; a live row stays as it is. */
    Stored restore(Transaction transaction, String externalId, Double expectedVersion, String origin) {
        return mark(transaction, externalId, expectedVersion, origin, false, row -> {
            row.remove("deletedAt");
            return row;
        });
    }

    private Stored mark(
            Transaction transaction,
            String externalId,
            Double expectedVersion,
            String origin,
            boolean deleted,
            UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> row = transaction.get(table, externalId);
        if (row == null) {
            throw ConvexError.notFound(externalId);
        }
        if (row.containsKey("deletedAt") == deleted) {
            return new Stored(row, false);
        }
        checkVersion(externalId, version(row), expectedVersion);
        Map<String, Object> changed = change.apply(new HashMap<>(row));
        changed.put("version", version(row) + 1);
        changed.put("origin", origin);
        return new Stored(transaction.put(table, changed), true);
    }

    private Map<String, Object> patched(String externalId, Map<String, Object> before, Map<String, Object> item) {
        Map<String, Object> content = new HashMap<>(before);
        if (before.isEmpty() && table.equals(Database.TASKS)) {
            content.put("status", "todo");
        }
        item.forEach((column, value) -> {
            if (META.contains(column) || (value == null && TIMES.contains(column))) {
                return;
            }
            if (value == null) {
                content.remove(column);
            } else {
                columns.check(externalId, column, value);
                content.put(column, value);
            }
        });
        columns.checkComplete(externalId, content);
        return content;
    }

    private Stored put(
            Transaction transaction,
            Map<String, Object> row,
            String externalId,
            Map<String, Object> content,
            String origin) {
        byte[] text = ValueFormat.text(ValueFormat.CLEAN.export(content)).getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_BYTES) {
            throw ConvexError.validation(externalId, "the row is " + text.length + " bytes, more than " + MAX_BYTES);
        }
        Map<String, Object> changed = new HashMap<>(content);
        changed.put("_id", row == null ? ids.get() : row.get("_id"));
        changed.put("_creationTime", row == null ? creationTime() : row.get("_creationTime"));
        changed.put("externalId", externalId);
        changed.put("version", row == null ? 1d : version(row) + 1);
        changed.put("origin", origin);
        changed.put("contentHash", sha256(text));
        return new Stored(transaction.put(table, changed), true);
    }

    /** Whether the row stands as expected, or one write of the same origin further: the one being repeated. */
    private static boolean isRepeat(Map<String, Object> row, double expected, String origin) {
        return version(row) == expected
                || (version(row) == expected + 1 && row.get("origin").equals(origin));
    }

    private static Double expectedVersion(String externalId, Map<String, Object> item) {
        Object expected = item.get("expectedVersion");
        if (expected == null || expected instanceof Double) {
            return (Double) expected;
        }
        throw ConvexError.validation(externalId, "expectedVersion must be a number");
    }

    private static void checkVersion(String externalId, double current, Double expected) {
        if (expected != null && expected != current) {
            throw ConvexError.versionConflict(externalId, current, expected);
        }
    }

    private Map<String, Object> content(Map<String, Object> row) {
        Map<String, Object> content = new HashMap<>();
        if (row != null) {
            content.putAll(row);
            content.keySet().retainAll(columns.checks().keySet());
        }
        return content;
    }

    private double now() {
        return clock.millis();
    }

    /** Milliseconds with the fraction that Convex gives. */
    private double creationTime() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) / 1000d;
    }

    private static double version(Map<String, Object> row) {
        return (Double) row.get("version");
    }

    private static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
