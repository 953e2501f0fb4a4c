package dev.carillon.log;

import org.jspecify.annotations.Nullable;

/** A log cannot be opened. The message says what is wrong and what to do; it is for whoever starts the server. */
public final class LogStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
