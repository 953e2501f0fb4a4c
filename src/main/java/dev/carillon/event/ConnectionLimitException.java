package dev.carillon.event;

/** There are as many connections as a setting allows. */
public final class ConnectionLimitException extends HubException {

    private static final long serialVersionUID = 1L;

    public ConnectionLimitException(String rule, String finding) {
        super(
                Problem.TOO_MANY_CONNECTIONS,
                rule,
                finding,
                "Close connections that are not needed, or try again later.");
    }
}
