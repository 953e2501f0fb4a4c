package dev.carillon.sqlite;

/** A file is not touched, because another program has written it. The message is for whoever starts the server. */
public final class DatabaseStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseStartException(String message) {
        super(message);
    }
}
