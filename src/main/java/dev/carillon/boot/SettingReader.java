package dev.carillon.boot;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads values and blames the setting for what is wrong with them.
 *
 * @param names what it was asked for
 */
record SettingReader(Config config, Set<String> names) {

    SettingReader(Config config) {
        this(config, new TreeSet<>());
    }

    int integer(String name, int min) {
        return value(name, "a number, at least " + min, text -> Units.between(text, min, Integer.MAX_VALUE));
    }

    long bytes(String name) {
        return value(name, "a size such as 65536, 64KiB or 8MiB", Units::bytes);
    }

    Duration duration(String name) {
        return value(name, "a time such as 500ms, 15s, 2m, 24h or PT15S", Units::duration);
    }

    <T> T value(String name, String takes, Function<String, T> parse) {
        names.add(name);
        String text = isEmptied(name)
                ? ""
                : config.getOptionalValue(name, String.class).orElse("").trim();
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "setting " + name + " takes " + takes + ": " + String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Whether the source that decides says nothing. An empty value counts as absent in MicroProfile Config, and Payara goes on to
     * the next source then: whoever emptied a list of what anybody may do would get the default.
     */
    private boolean isEmptied(String name) {
        for (ConfigSource source : config.getConfigSources()) {
            String value = source.getValue(name);
            if (value != null) {
                return value.isBlank();
            }
        }
        return false;
    }
}
