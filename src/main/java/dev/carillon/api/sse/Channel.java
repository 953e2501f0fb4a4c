package dev.carillon.api.sse;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.carillon.event.Event.Durability;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Chooses the channel of an injected {@link jakarta.ws.rs.sse.SseBroadcaster}: {@code broadcast} publishes to it, and a sink
 * that is registered listens to it.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, PARAMETER, METHOD})
public @interface Channel {

    /** The channel's name. */
    @Nonbinding
    String value();

    /** Whether what is broadcast is kept in the log. */
    @Nonbinding
    Durability durability() default Durability.DURABLE;
}
