package dev.carillon.chat;

import dev.carillon.chat.model.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is there at all, in whatever room, and whether he looks.
 *
 * <p>Threading: any thread. It has as many entries as there are people with a connection.
 */
@ApplicationScoped
public class Presence {

    private record Here(int times, Status status) {}

    private final Map<UserId, Here> here = new ConcurrentHashMap<>();

    public Status status(UserId user) {
        Here known = here.get(user);
        return known == null ? Status.OFFLINE : known.status;
    }

    /** Sets what somebody says of himself; false if he is not there, or has said so before. */
    public boolean set(UserId user, Status status) {
        boolean[] changed = {false};
        here.computeIfPresent(user, (same, known) -> {
            changed[0] = known.status != status;
            return new Here(known.times, status);
        });
        return changed[0];
    }

    /** One connection more; {@link #go} ends it. */
    public void come(UserId user) {
        here.merge(user, new Here(1, Status.ONLINE), (known, one) -> new Here(known.times + 1, known.status));
    }

    /** Whether nothing of him is left. */
    public boolean go(UserId user) {
        return here.computeIfPresent(
                        user, (same, known) -> known.times == 1 ? null : new Here(known.times - 1, known.status))
                == null;
    }
}
