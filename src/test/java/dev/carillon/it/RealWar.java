package dev.carillon.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR as it is delivered, and where it runs. Maven gives an integration test these system properties: {@code carillon.war},
 * {@code carillon.container} ({@code tomcat} or {@code payara}) and {@code carillon.url}.
 */
final class RealWar {
    private RealWar() {}

    /** The WAR of this run's container. Both containers deploy a {@code ROOT.war} at {@code /}. */
    static WebArchive archive() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(property("carillon.war")))
                .as(WebArchive.class);
    }

    /** Where the WAR answers, without a slash at the end. */
    static String url() {
        return property("carillon.url");
    }

    static boolean onTomcat() {
        return property("carillon.container").equals("tomcat");
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("no system property " + name + ": run this test with mvn verify");
        }
        return value;
    }
}
