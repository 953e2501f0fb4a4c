package dev.carillon.api;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The answer is sent as gzip to whoever takes that. For long lists of figures that are no secret: where an attacker can have his own
 * text put beside a secret, the length of what is compressed tells of it (BREACH). Never for streams, which it would hold back.
 */
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Compressed {}
