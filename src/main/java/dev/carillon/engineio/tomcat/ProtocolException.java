package dev.carillon.engineio.tomcat;

/** A client has broken a rule of RFC 6455. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** {@code code} is what the connection is closed with (§7.4.1). */
    ProtocolException(int code, String rule) {
        super(rule);
        this.code = code;
    }

    int code() {
        return code;
    }
}
