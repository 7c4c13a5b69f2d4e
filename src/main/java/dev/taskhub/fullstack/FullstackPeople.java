package dev.taskhub.fullstack;

import dev.taskhub.mapping.Mappings;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.task.TaskField;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The app's users with their addresses, which its tasks do not show; needed only where owners are known by email. */
@Component("fullstackPeople")
public final class FullstackPeople {

    private static final Map<String, String> SOMEBODY = Map.of("name", "name", "email", "email");

    private final FullstackCalls calls;
    private final boolean needed;
    private volatile Map<String, String> emailById = Map.of();

    FullstackPeople(FullstackCalls calls, Mappings mappings) {
        this.calls = calls;
        this.needed = mappings.of(FullstackTasks.SYSTEM)
                .forField(TaskField.ASSIGNED_TO)
                .filter(owner -> owner.column().equals(FullstackTasks.OWNER))
                .filter(owner -> owner.toHub(SOMEBODY).equals("email"))
                .isPresent();
    }

    /** Whether the users have to be read before tasks are. */
    public boolean areNeeded() {
        return needed;
    }

    /** The call for all users. */
    public RemoteCall ask() {
        return calls.users();
    }

    /** Takes note of the users as {@code users:list} gave them. */
    public void know(List<Map<String, Object>> users) {
        emailById = users.stream()
                .filter(user -> user.get("email") instanceof String)
                .collect(Collectors.toUnmodifiableMap(
                        user -> (String) user.get("_id"),
                        user -> (String) user.get("email"),
                        (first, second) -> first));
    }

    /** The address of a user, or {@code null}. */
    String email(Object id) {
        return id == null ? null : emailById.get(id);
    }
}
