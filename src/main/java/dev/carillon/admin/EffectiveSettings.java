package dev.carillon.admin;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings that the server has started with.
 *
 * @param settings by name
 * @param unknown names that begin as ours do and mean nothing, with where they stand
 */
public record EffectiveSettings(List<Setting> settings, List<Unknown> unknown) {

    private static final String MASK = "********";

    /** {@code https://user:password@host} */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s,]+(?=@)");

    /**
     * One setting.
     *
     * @param value what it is; a secret is masked
     * @param source where it stands
     */
    public record Setting(String name, String value, Source source) {

        public Setting {
            value = masked(name, value);
        }

        public boolean isSecret() {
            return isSecretName(name);
        }
    }

    /** A name with a typing error, most likely. */
    public record Unknown(String name, Source source) {}

    /** Where a value stands. */
    public enum Source {
        SYSTEM_PROPERTY("system property"),
        ENVIRONMENT("environment"),
        DEFAULT("default"),
        FILE("file");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public EffectiveSettings {
        settings = List.copyOf(settings);
        unknown = List.copyOf(unknown);
    }

    static boolean isSecretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of("secret", "password", "key").anyMatch(lower::endsWith);
    }

    private static String masked(String name, String value) {
        if (isSecretName(name)) {
            return value.isEmpty() ? "" : MASK;
        }
        return USER_INFO.matcher(value).replaceAll(MASK);
    }
}
