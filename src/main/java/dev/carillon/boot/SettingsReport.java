package dev.carillon.boot;

import dev.carillon.admin.EffectiveSettings;
import dev.carillon.admin.EffectiveSettings.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Tells what is set and where, and finds names that mean nothing. */
final class SettingsReport {

    private static final System.Logger LOGGER = System.getLogger(SettingsReport.class.getName());

    private static final String PREFIX = "carillon.";
    private static final String ENVIRONMENT_PREFIX = "CARILLON_";

    /** The ordinal of the defaults in the WAR, as their file says. */
    private static final int DEFAULTS = 100;

    /** What the files of the server read, as docs/settings.md lists them. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "carillon.port",
            "carillon.address",
            "carillon.shutdown-port",
            "carillon.trusted-proxies",
            "carillon.tls-port",
            "carillon.tls-keystore",
            "carillon.tls-password",
            "CARILLON_HEAP");

    private static final Pattern NOT_IN_ENVIRONMENT = Pattern.compile("[^A-Za-z0-9]");

    private SettingsReport() {}

    /** {@code known} are the names of the settings that were read. */
    static EffectiveSettings of(Config config, Set<String> known) {
        List<EffectiveSettings.Setting> settings = new ArrayList<>();
        known.stream().sorted().forEach(name -> {
            ConfigValue value = config.getConfigValue(name);
            String text = value.getValue() == null ? "" : value.getValue();
            settings.add(new EffectiveSettings.Setting(
                    name, text, source(String.valueOf(value.getSourceName()), value.getSourceOrdinal())));
        });
        return new EffectiveSettings(settings, unknown(config, known));
    }

    static void warnOfUnknown(EffectiveSettings settings) {
        for (EffectiveSettings.Unknown name : settings.unknown()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "setting {0} is not known and does nothing; it stands in: {1}",
                    name.name(),
                    name.source().words());
        }
    }

    private static List<EffectiveSettings.Unknown> unknown(Config config, Set<String> known) {
        Set<String> meaningful = new HashSet<>(OF_THE_SERVER);
        meaningful.addAll(known);
        known.forEach(name -> meaningful.add(inEnvironment(name)));
        // Some sources name a variable of the environment in both ways.
        known.forEach(name ->
                meaningful.add(inEnvironment(name).toLowerCase(Locale.ROOT).replace('_', '.')));
        TreeMap<String, Source> unknown = new TreeMap<>();
        for (ConfigSource source : config.getConfigSources()) {
            for (String name : source.getPropertyNames()) {
                boolean ours = name.startsWith(PREFIX) || name.startsWith(ENVIRONMENT_PREFIX);
                if (ours && !meaningful.contains(name)) {
                    unknown.putIfAbsent(name, source(source.getName(), source.getOrdinal()));
                }
            }
        }
        return unknown.entrySet().stream()
                .map(name -> new EffectiveSettings.Unknown(name.getKey(), name.getValue()))
                .toList();
    }

    private static String inEnvironment(String name) {
        return NOT_IN_ENVIRONMENT.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** Each implementation of MicroProfile Config calls its sources as it likes; the ordinals are the specification's. */
    static Source source(String name, int ordinal) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("sysprop") || lower.contains("system")) {
            return Source.SYSTEM_PROPERTY;
        }
        if (lower.contains("env")) {
            return Source.ENVIRONMENT;
        }
        return ordinal == DEFAULTS ? Source.DEFAULT : Source.FILE;
    }
}
