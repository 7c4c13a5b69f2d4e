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
 *   <li>When the row then holds what it held before, nothing is written and no version is compared: so a write whose answer
 *       was lost is repeated safely, whoever repeats it.
 *   <li>Else {@code expectedVersion}, if given, must be the row's; 0 means that there is no row, or only a tombstone.
 *   <li>After an upsert the row is there: a tombstone comes back to life.
 * </ul>
 */
final class SyncedRows {

    /** Convex takes documents of up to 1 MiB; the rest is left for the kit's own columns. */
    private static final int MAX_BYTES = 1_000_000;

    private static final Set<String> TIMES = Set.of("createdAt", "updatedAt");
    private static final Set<String> META = Set.of("externalId", "expectedVersion", "contentHash", "origin");

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
        Map<String, Object> row = transaction.get(table, externalId);
        Map<String, Object> before = content(row);
        Map<String, Object> content = patched(externalId, before, item);
        boolean live = row != null && !row.containsKey("deletedAt");
        if (live && content.equals(before)) {
            return new Stored(row, false);
        }
        expectVersion(
                externalId, live || !isZero(item.get("expectedVersion")) ? row : null, item.get("expectedVersion"));
        content.putIfAbsent("createdAt", now());
        if (item.get("updatedAt") == null) {
            content.put("updatedAt", now());
        }
        return put(transaction, row, externalId, content, item.get("origin") instanceof String own ? own : origin);
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
        expectVersion(externalId, row, expectedVersion);
        Map<String, Object> changed = change.apply(new HashMap<>(row));
        changed.put("version", version(row) + 1);
        changed.put("origin", origin);
        return new Stored(transaction.put(table, changed), true);
    }

    private Map<String, Object> patched(String externalId, Map<String, Object> before, Map<String, Object> item) {
        Map<String, Object> content = new HashMap<>(before);
        if (before.isEmpty() && columns.checks().containsKey("status")) {
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

    private static void expectVersion(String externalId, Map<String, Object> row, Object expected) {
        if (expected == null) {
            return;
        }
        if (!(expected instanceof Double number)) {
            throw ConvexError.validation(externalId, "expectedVersion must be a number");
        }
        double current = row == null ? 0 : version(row);
        if (current != number) {
            throw ConvexError.versionConflict(externalId, current, number);
        }
    }

    private static boolean isZero(Object expectedVersion) {
        return expectedVersion instanceof Double number && number == 0;
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

    /** A row after a write. */
    record Stored(Map<String, Object> row, boolean changed) {

        /** What the kit answers for one item: {@code doc} is the row as it is stored, but for its commit time. */
        Map<String, Object> result() {
            Map<String, Object> doc = new HashMap<>(row);
            doc.remove("syncTs");
            return Map.of(
                    "externalId", row.get("externalId"),
                    "id", row.get("_id"),
                    "version", row.get("version"),
                    "changed", changed,
                    "doc", doc);
        }
    }
}
