package dev.taskhub.sync;

import dev.taskhub.config.InvalidConfiguration;
import dev.taskhub.task.Stamp;
import dev.taskhub.task.TaskField;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who wins when a field was changed on both sides since they last agreed. */
final class ConflictPolicy {

    enum Winner {
        HUB,
        REMOTE,
        /** A person decides; until then the hub keeps its value. */
        NOBODY
    }

    private static final String DEFAULT = "default";
    private static final String LATEST = "latest";
    private static final String MANUAL = "manual";
    private static final String AUTHORITY = "authority:";

    private final Map<TaskField, String> byField = new EnumMap<>(TaskField.class);
    private final String byDefault;
    private final List<String> order;
    private final Comparator<Stamp> later = Comparator.comparingLong(Stamp::time)
            .thenComparing(stamp -> rank(stamp.system()), Comparator.reverseOrder());

    /** @throws InvalidConfiguration naming a field or policy that does not exist */
    ConflictPolicy(SyncSettings settings) {
        this.order = settings.order();
        this.byDefault = checked(DEFAULT, settings.conflict().getOrDefault(DEFAULT, LATEST));
        settings.conflict().forEach((name, policy) -> {
            if (!name.equals(DEFAULT)) {
                TaskField field =
                        TaskField.named(name).orElseThrow(() -> invalid(name, "there is no task field of this name"));
                byField.put(field, checked(name, policy));
            }
        });
    }

    /**
     * The winner for {@code field}: by default the greater in a total order over (stamp, order of systems, the value as
     * text), so it does not depend on which change was seen first.
     */
    Winner winner(TaskField field, Stamp hub, Object hubValue, Stamp remote, Object remoteValue) {
        String policy = byField.getOrDefault(field, byDefault);
        if (policy.equals(MANUAL)) {
            return Winner.NOBODY;
        }
        if (policy.startsWith(AUTHORITY)) {
            String authority = policy.substring(AUTHORITY.length());
            if (authority.equals(remote.system())) {
                return Winner.REMOTE;
            }
            if (authority.equals(hub.system())) {
                return Winner.HUB;
            }
        }
        int comparison = later.compare(remote, hub);
        if (comparison == 0) {
            comparison = String.valueOf(remoteValue).compareTo(String.valueOf(hubValue));
        }
        return comparison > 0 ? Winner.REMOTE : Winner.HUB;
    }

    /** Whether {@code stamp} wins over {@code other} where the latest wins. */
    boolean isLater(Stamp stamp, Stamp other) {
        return later.compare(stamp, other) > 0;
    }

    private int rank(String system) {
        int rank = order.indexOf(system);
        return rank < 0 ? order.size() : rank;
    }

    private String checked(String name, String policy) {
        boolean authority = policy.startsWith(AUTHORITY) && order.contains(policy.substring(AUTHORITY.length()));
        if (policy.equals(LATEST) || policy.equals(MANUAL) || authority) {
            return policy;
        }
        throw invalid(
                name,
                "\"" + policy
                        + "\" is not one of latest, manual, authority:<system> with a system of taskhub.sync.order, "
                        + order);
    }

    private static InvalidConfiguration invalid(String name, String problem) {
        return InvalidConfiguration.setting("taskhub.sync.conflict." + name, problem);
    }
}
