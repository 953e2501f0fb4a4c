package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} and the defaults in the WAR say the same. */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "settings.md");
    private static final Path DEFAULTS = Path.of("src/main/resources/META-INF/microprofile-config.properties");

    /** A row begins with the name and the default; a default that is empty has an empty cell. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `(carillon\\.[a-z.-]+)` \\| (?:`([^`]*)` )?\\|", Pattern.MULTILINE);

    @Test
    void every_setting_is_documented_with_its_default() throws IOException {
        Map<String, String> documented = documented();

        assertThat(documented).isNotEmpty().isEqualTo(defaults());
    }

    private static Map<String, String> documented() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf("\n## All settings\n");
        int end = document.indexOf("\n## ", start + 1);
        Matcher row = ROW.matcher(document.substring(start, end));
        Map<String, String> documented = new TreeMap<>();
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return documented;
    }

    private static Map<String, String> defaults() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(DEFAULTS)) {
            properties.load(reader);
        }
        Map<String, String> defaults = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("carillon.")) {
                defaults.put(name, properties.getProperty(name));
            }
        }
        return defaults;
    }
}
