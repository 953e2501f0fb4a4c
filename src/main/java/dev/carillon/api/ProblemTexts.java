package dev.carillon.api;

import dev.carillon.event.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** What the pages say, in each language. A problem has a title, a meaning and a remedy. */
final class ProblemTexts {

    private static final Map<Language, ProblemTexts> ALL = load();

    private final Properties texts;

    private ProblemTexts(Properties texts) {
        this.texts = texts;
    }

    static ProblemTexts in(Language language) {
        ProblemTexts found = ALL.get(language);
        if (found == null) {
            throw new IllegalStateException("no texts in " + language);
        }
        return found;
    }

    String title(Problem problem) {
        return text(problem.slug() + ".title");
    }

    /** What happened. */
    String meaning(Problem problem) {
        return text(problem.slug() + ".meaning");
    }

    /** What to do about it. */
    String remedy(Problem problem) {
        return text(problem.slug() + ".remedy");
    }

    String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text " + key);
        }
        return text;
    }

    private static Map<Language, ProblemTexts> load() {
        Map<Language, ProblemTexts> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new ProblemTexts(read("problems." + language.tag() + ".properties")));
        }
        return all;
    }

    private static Properties read(String file) {
        Properties properties = new Properties();
        try (InputStream in = ProblemTexts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
