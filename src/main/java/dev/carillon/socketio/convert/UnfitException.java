package dev.carillon.socketio.convert;

/** A value of a client is not what a bean takes. */
public final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitException(String finding) {
        super(finding);
    }
}
