package dev.carillon.chat.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may do what: the only place that knows. {@code chat/rights.txt} among the tests is the same as a table.
 */
public final class Rights {

    private static final Set<Right> WRITING =
            EnumSet.of(Right.SEND, Right.EDIT_OWN, Right.DELETE_OWN, Right.REACT, Right.TYPE);
    private static final Set<Right> EVERYBODY = with(WRITING, Right.READ, Right.REPORT);
    private static final Set<Right> MODERATORS = with(
            EVERYBODY,
            Right.DELETE_ANY,
            Right.SEE_EDITS,
            Right.SEE_REPORTS,
            Right.INVITE,
            Right.MUTE,
            Right.KICK,
            Right.BAN,
            Right.SET_TOPIC,
            Right.EXPORT);
    private static final Set<Right> OWNERS =
            with(MODERATORS, Right.SET_ROOM, Right.SET_ROLE, Right.ARCHIVE, Right.DELETE_ROOM);
    private static final Set<Right> TWO = with(EVERYBODY, Right.EXPORT);

    /** What is left in an archived room: to look at it, and to wake it or remove it. */
    private static final Set<Right> ARCHIVED = EnumSet.of(
            Right.READ,
            Right.REPORT,
            Right.SEE_EDITS,
            Right.SEE_REPORTS,
            Right.EXPORT,
            Right.ARCHIVE,
            Right.DELETE_ROOM);

    private Rights() {}

    /**
     * What somebody may do.
     *
     * @param muted who may not write
     * @param banned who may do nothing
     */
    public static Set<Right> of(RoomKind kind, boolean archived, Role role, boolean muted, boolean banned) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (banned) {
            return rights;
        }
        rights.addAll(ofRole(kind, role));
        if (archived) {
            rights.retainAll(ARCHIVED);
        }
        if (muted) {
            rights.removeAll(WRITING);
        }
        return rights;
    }

    private static Set<Right> ofRole(RoomKind kind, Role role) {
        return switch (role) {
            case OWNER -> kind == RoomKind.DIRECT ? TWO : OWNERS;
            case MODERATOR -> kind == RoomKind.DIRECT ? TWO : MODERATORS;
            case MEMBER -> kind == RoomKind.DIRECT ? TWO : ofOthers(kind);
            case VISITOR ->
                switch (kind) {
                    case PRIVATE, DIRECT -> Collections.emptySet();
                    case PUBLIC, READ_ONLY -> ofOthers(kind);
                };
        };
    }

    /** In a room where one only reads, one can still show what one thinks. */
    private static Set<Right> ofOthers(RoomKind kind) {
        return kind == RoomKind.READ_ONLY ? EnumSet.of(Right.READ, Right.REACT, Right.REPORT) : EVERYBODY;
    }

    private static Set<Right> with(Set<Right> rights, Right... more) {
        Set<Right> all = EnumSet.copyOf(rights);
        Collections.addAll(all, more);
        return Collections.unmodifiableSet(all);
    }
}
