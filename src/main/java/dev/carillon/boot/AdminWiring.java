package dev.carillon.boot;

import dev.carillon.admin.AdminLimits;
import dev.carillon.admin.EffectiveSettings;
import dev.carillon.admin.ServerFacts;
import dev.carillon.log.EventLog;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Makes what the administration needs, as {@link Wiring} does. */
@ApplicationScoped
public class AdminWiring {

    private static final System.Logger LOGGER = System.getLogger(AdminWiring.class.getName());

    /** Maven writes it into each WAR. */
    private static final String BUILD = "/META-INF/maven/dev.carillon/carillon/pom.properties";

    private volatile @Nullable ServerFacts facts;

    @Produces
    @Singleton
    AdminLimits limits(Settings settings) {
        return settings.admin();
    }

    @Produces
    @Singleton
    AuditTrail audit(EventLog log, InstantSource clock) {
        return new LogAuditTrail(log, clock);
    }

    @Produces
    @Singleton
    EffectiveSettings effectiveSettings() {
        Config config = ConfigProvider.getConfig(AdminWiring.class.getClassLoader());
        SettingReader reader = new SettingReader(config);
        Settings.from(reader);
        return SettingsReport.of(config, reader.names());
    }

    @Produces
    @Singleton
    ServerFacts facts() {
        ServerFacts known = facts;
        if (known == null) {
            throw new IllegalStateException("the application has not started");
        }
        return known;
    }

    /** CDI knows the servlet context only within a request. */
    void startedIn(ServletContext context) {
        facts = new ServerFacts(
                version(context), context.getServerInfo(), System.getProperty("java.version", ""), Instant.now());
    }

    private static String version(ServletContext context) {
        Properties build = new Properties();
        try (InputStream in = context.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the version cannot be read", e);
        }
        return build.getProperty("version", "");
    }
}
