package dev.carillon.chat.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A reaction: one emoji that Unicode recommends for general interchange (TS 51, RGI): also a keycap, a flag, with a skin tone, or a family.
 *
 * <p>Some keyboards leave out U+FE0F, which asks for the coloured form. It is put in, so that both are the same reaction. Anything
 * else is refused with {@code invalid-message}.
 */
public record Emoji(String value) {

    /** In Java's characters, of which none takes less than a byte. The longest of Unicode 17 has 35 bytes. */
    private static final int MAX_LENGTH = 64;

    private static final int TEXT_PRESENTATION = 0xFE0E;
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    public Emoji {
        String qualified = qualified(value);
        if (qualified == null) {
            throw new InvalidRequestException(
                    Problem.INVALID_MESSAGE,
                    "A reaction is one emoji.",
                    value.isEmpty() ? "It is empty." : "It is " + InvalidRequestException.quote(value) + ".",
                    "Send one emoji, percent-encoded as UTF-8.");
        }
        value = qualified;
    }

    private static @Nullable String qualified(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.indexOf(TEXT_PRESENTATION) >= 0) {
            return null;
        }
        if (isEmoji(text)) {
            return text;
        }
        String presented = presented(text);
        return isEmoji(presented) ? presented : null;
    }

    private static boolean isEmoji(String text) {
        return UCharacter.hasBinaryProperty(text, UProperty.RGI_EMOJI);
    }

    /** With U+FE0F behind everything that is shown as text without it. */
    private static String presented(String text) {
        int[] bare = text.codePoints().filter(c -> c != EMOJI_PRESENTATION).toArray();
        StringBuilder presented = new StringBuilder();
        for (int i = 0; i < bare.length; i++) {
            presented.appendCodePoint(bare[i]);
            boolean modified = i + 1 < bare.length && is(bare[i + 1], UProperty.EMOJI_MODIFIER);
            if (is(bare[i], UProperty.EMOJI) && !is(bare[i], UProperty.EMOJI_PRESENTATION) && !modified) {
                presented.appendCodePoint(EMOJI_PRESENTATION);
            }
        }
        return presented.toString();
    }

    private static boolean is(int codePoint, int property) {
        return UCharacter.hasBinaryProperty(codePoint, property);
    }

    @Override
    public String toString() {
        return value;
    }
}
