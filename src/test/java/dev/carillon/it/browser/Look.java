package dev.carillon.it.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/**
 * How a page is looked at.
 *
 * @param language what the browser asks for, such as {@code zh-CN}
 * @param width of the window, in CSS pixels, as is the height
 */
public record Look(String language, ColorScheme scheme, int width, int height) {

    public static final Look DESKTOP = new Look("en-US", ColorScheme.LIGHT, 1440, 900);
    public static final Look PHONE = new Look("en-US", ColorScheme.LIGHT, 390, 844);

    public Look in(String otherLanguage) {
        return new Look(otherLanguage, scheme, width, height);
    }

    public Look dark() {
        return new Look(language, ColorScheme.DARK, width, height);
    }

    public Look wide(int pixels) {
        return new Look(language, scheme, pixels, height);
    }

    /** For names of files: {@code zh-CN-dark-390}. */
    @Override
    public String toString() {
        return language + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
    }
}
