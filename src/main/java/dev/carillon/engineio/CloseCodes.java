package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;

/** Of WebSockets (RFC 6455 §7.4.1). */
public final class CloseCodes {

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int NO_STATUS = 1005;
    public static final int INVALID_DATA = 1007;
    public static final int TOO_BIG = 1009;

    private static final int INTERNAL_ERROR = 1011;
    private static final int TRY_AGAIN_LATER = 1013;

    private CloseCodes() {}

    static int of(CloseReason reason) {
        return switch (reason) {
            case DRAINED, STOPPED -> GOING_AWAY;
            case CLIENT_SENT_DATA -> PROTOCOL_ERROR;
            case SLOW, TOO_MANY_CONNECTIONS -> TRY_AGAIN_LATER;
            case LOG_FAILED -> INTERNAL_ERROR;
            default -> NORMAL;
        };
    }
}
