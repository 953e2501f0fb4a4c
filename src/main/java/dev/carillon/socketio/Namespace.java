package dev.carillon.socketio;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean that serves a namespace of Socket.IO. There is one object for all who are connected; each of them is a {@link Socket}.
 *
 * <p>Its methods with {@link OnConnect}, {@link OnEvent} and {@link OnDisconnect} take what they need as parameters, in any order:
 * the {@link Socket}, its {@link dev.carillon.security.Caller}; {@link Auth} or {@link DisconnectReason} where there is one. In an
 * {@link OnEvent} every other parameter is the next argument of the event: {@link String}, numbers, {@code boolean}, {@code byte[]},
 * enums, {@link jakarta.json.JsonValue} and its kinds, {@link java.util.List} and {@link java.util.Map} of these, and records whose
 * components are; {@link java.util.Optional} of one that may be absent; or {@link Arguments} for all of them as they came.
 *
 * <p>What breaks a rule ends the start of the application. Of two beans for one namespace that with the higher {@link
 * jakarta.annotation.Priority} serves it; that of Carillon's own have none.
 *
 * <p>Threading: methods are called by threads for this purpose, of which there are a few, so they may wait a moment; what takes long
 * returns a {@link java.util.concurrent.CompletionStage}. Events of one socket come one after the other, in their order; those of
 * several at the same time.
 */
@Stereotype
@Singleton
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface Namespace {

    /** Its name, which begins with a slash; or, as {@link #pattern()}, many. */
    String value() default "";

    /** A regular expression of names, which are namespaces of their own. A namespace with exactly this name comes first. */
    String pattern() default "";

    /**
     * Whether a client that lost its connection for a short time gets what was sent to its rooms meanwhile. Events then have an id as
     * an additional last argument, and go through the hub's log.
     */
    boolean recovery() default false;

    /**
     * Whether {@code auth.token} is a token of Carillon and nothing else. If not, a text that is no signed JWT is the bean's affair:
     * whoever shows it is whom his request names, and the bean finds it in {@link Auth}.
     */
    boolean onlyTokensOfCarillon() default false;
}
