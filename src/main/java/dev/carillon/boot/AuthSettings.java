package dev.carillon.boot;

import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import java.util.Arrays;

/**
 * Who may do what.
 *
 * @param anonymous what a caller may do who does not say who he is
 */
record AuthSettings(Grants anonymous) {

    static AuthSettings from(SettingReader reader) {
        SelectorSet publish =
                reader.value("carillon.anonymous.publish", "a list of selectors, or nothing", AuthSettings::selectors);
        SelectorSet subscribe = reader.value(
                "carillon.anonymous.subscribe", "a list of selectors, or nothing", AuthSettings::selectors);
        return new AuthSettings(new Grants(publish, subscribe, false));
    }

    private static SelectorSet selectors(String text) {
        return SelectorSet.of(Arrays.stream(text.split("[,\\s]+"))
                .filter(selector -> !selector.isEmpty())
                .toArray(String[]::new));
    }
}
