package dev.carillon.socketio;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A client sends an event. What the method returns is the acknowledgement, if the client wants one: nothing with {@code void}, several
 * values with {@link Arguments}, and later with a {@link java.util.concurrent.CompletionStage}. What it throws is the acknowledgement
 * {@code {"error": …}}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface OnEvent {

    /** The name of the event. */
    String value();
}
