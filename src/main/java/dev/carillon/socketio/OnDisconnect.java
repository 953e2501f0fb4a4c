package dev.carillon.socketio;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Somebody who was connected is so no more. Nothing can be sent to him. */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface OnDisconnect {}
