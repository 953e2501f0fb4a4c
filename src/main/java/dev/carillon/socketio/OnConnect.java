package dev.carillon.socketio;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Somebody wants to use the namespace. Whatever it throws refuses him: a {@link dev.carillon.event.HubException} or a {@link
 * RefusedException} tells him why. It may return a {@link java.util.concurrent.CompletionStage}, for which he waits.
 *
 * <p>What is sent to him here comes after he is told that he is connected.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface OnConnect {}
