package dev.carillon.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of pages. Problem documents are English. */
enum Language {
    ENGLISH("en", "English"),
    CHINESE("zh-CN", "中文");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** As HTML and HTTP write it. */
    String tag() {
        return tag;
    }

    /** As its speakers call it. */
    String ownName() {
        return ownName;
    }

    /**
     * The one of ours that is wanted most, English if none is.
     *
     * @param acceptLanguage the header {@code Accept-Language} (RFC 9110 §12.5.4)
     */
    static Language of(@Nullable String acceptLanguage) {
        double english = 0;
        double chinese = 0;
        for (String range : acceptLanguage == null ? new String[0] : acceptLanguage.split(",", -1)) {
            String primary = range.strip().split("[-;\\s]", 2)[0].toLowerCase(Locale.ROOT);
            if (primary.equals("en")) {
                english = Math.max(english, Weight.of(range));
            } else if (primary.equals("zh")) {
                chinese = Math.max(chinese, Weight.of(range));
            }
        }
        return chinese > english ? CHINESE : ENGLISH;
    }
}
