package dev.carillon.it.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of pages. Their parameters may be: {@link Visitor}, with a fresh browser profile in English; {@link Visitors}, for others and
 * several of them; and {@link dev.carillon.it.server.TomcatProcess}, the server that all browser tests of a process share, which they may
 * kill if they start it again. They run in the execution of Tomcat alone.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
public @interface BrowserTest {}
