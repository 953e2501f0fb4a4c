package dev.carillon.chat.model;

import java.util.Locale;

/** Something that one may do in a room. The label is API. */
public enum Right {
    /** Read, join, search. */
    READ,
    SEND,
    /** One's own messages. */
    EDIT_OWN,
    DELETE_OWN,
    REACT,
    TYPE,
    REPORT,
    /** Messages of others. */
    DELETE_ANY,
    SEE_EDITS,
    SEE_REPORTS,
    INVITE,
    MUTE,
    KICK,
    BAN,
    /** Topic and slow mode. */
    SET_TOPIC,
    /** Name and kind. */
    SET_ROOM,
    SET_ROLE,
    ARCHIVE,
    DELETE_ROOM,
    EXPORT;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
