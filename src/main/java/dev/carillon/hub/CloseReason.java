package dev.carillon.hub;

/** Why a connection ended. The slug is API: it stands in metrics, in the log and, where possible, on the wire. */
public enum CloseReason {
    /** The client closed it, or the network did. */
    CLIENT_GONE("client-gone"),
    /** The client did not read; its position left the ring, or nothing went out for the stall time. */
    SLOW("slow"),
    /** The client sent bytes where none are expected. */
    CLIENT_SENT_DATA("client-sent-data"),
    /** It was a poll that waited, and was answered. */
    ANSWERED("answered"),
    /** The application closed it. */
    APPLICATION("application"),
    /** There are more connections than a setting allows. */
    TOO_MANY_CONNECTIONS("too-many-connections"),
    /** The token by which its reader was known has expired. */
    TOKEN_EXPIRED("token-expired"),
    /** That token was revoked. */
    TOKEN_REVOKED("token-revoked"),
    /** Its reader has signed out. */
    SIGNED_OUT("signed-out"),
    /** An administrator closed it. */
    CLOSED_BY_ADMIN("closed-by-admin"),
    /** The server lets its connections go before it stops. */
    DRAINED("drained"),
    /** The hub stops. */
    STOPPED("stopped"),
    /** The log could not be read. */
    LOG_FAILED("log-failed");

    private final String slug;

    CloseReason(String slug) {
        this.slug = slug;
    }

    public String slug() {
        return slug;
    }

    /** Whether its client is told why, in the last bytes. */
    boolean hasLastWords() {
        return switch (this) {
            case TOKEN_EXPIRED, TOKEN_REVOKED, SIGNED_OUT, CLOSED_BY_ADMIN, DRAINED, STOPPED -> true;
            default -> false;
        };
    }

    /** Whether it is told anew when to come back: many end at once, and it is here that they are kept apart. */
    boolean tellsWhenToComeBack() {
        return this == DRAINED || this == STOPPED;
    }

    /** Whether what was sent before is written before the connection ends. */
    public boolean isOrderly() {
        return switch (this) {
            case APPLICATION, TOKEN_EXPIRED, TOKEN_REVOKED, SIGNED_OUT, CLOSED_BY_ADMIN, DRAINED, STOPPED -> true;
            default -> false;
        };
    }
}
