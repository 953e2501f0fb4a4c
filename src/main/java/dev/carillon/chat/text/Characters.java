package dev.carillon.chat.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.UnicodeSet;

/** Facts about code points. */
final class Characters {

    /** What shows nothing although Unicode does not say so: blanks of Braille, of musical, Khitan and Egyptian notation. */
    private static final UnicodeSet BLANKS =
            new UnicodeSet("[\\u2800\\U0001D159\\U00016FE4\\U00013441\\U00013442]").freeze();

    private static final int EMOJI_PRESENTATION = 0xFE0F;

    private Characters() {}

    /** Half of a pair without the other half. */
    static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** C0, DEL or C1. */
    static boolean isControl(int codePoint) {
        return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
    }

    /** What begins a line: CR, LF, and Unicode's own separators. */
    static boolean isLineBreak(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == 0x2028 || codePoint == 0x2029;
    }

    static boolean isWhiteSpace(int codePoint) {
        return codePoint < 0x80
                ? codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r')
                : UCharacter.isUWhiteSpace(codePoint);
    }

    /** White space, or what shows nothing at all. */
    static boolean isBlank(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint <= ' ' || codePoint == 0x7f;
        }
        return UCharacter.isUWhiteSpace(codePoint) || isIgnorable(codePoint) || BLANKS.contains(codePoint);
    }

    /** What a program that does not know it shows as nothing: joiners, fillers, variation selectors. */
    static boolean isIgnorable(int codePoint) {
        return codePoint >= 0x80 && UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /**
     * Whether everybody sees it, and sees the same. The variation selector that makes an emoji of a symbol passes behind
     * one.
     */
    static boolean isVisible(int previous, int codePoint) {
        if (codePoint < 0x80) {
            return !isControl(codePoint);
        }
        if (codePoint == EMOJI_PRESENTATION) {
            return previous >= 0x80 && UCharacter.hasBinaryProperty(previous, UProperty.EMOJI);
        }
        return switch (UCharacter.getType(codePoint)) {
            case UCharacterCategory.CONTROL,
                    UCharacterCategory.FORMAT,
                    UCharacterCategory.UNASSIGNED,
                    UCharacterCategory.PRIVATE_USE,
                    UCharacterCategory.SURROGATE,
                    UCharacterCategory.LINE_SEPARATOR,
                    UCharacterCategory.PARAGRAPH_SEPARATOR -> false;
            default -> !isIgnorable(codePoint) && !BLANKS.contains(codePoint);
        };
    }

    static boolean isLetterOrDigit(int codePoint) {
        return UCharacter.isLetterOrDigit(codePoint);
    }

    /** A mark that is put on the character before it, and takes no room of its own. */
    static boolean isMark(int codePoint) {
        return codePoint >= 0x300
                && switch (UCharacter.getType(codePoint)) {
                    case UCharacterCategory.NON_SPACING_MARK, UCharacterCategory.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** A mark, or a sign beside its letter, as vowels of India are. */
    static boolean isDependent(int codePoint) {
        return isMark(codePoint)
                || (codePoint >= 0x300 && UCharacter.getType(codePoint) == UCharacterCategory.COMBINING_SPACING_MARK);
    }

    static boolean isInWord(int codePoint) {
        return isLetterOrDigit(codePoint) || isDependent(codePoint);
    }

    /** Whether its script has no spaces between words, as Chinese, Japanese and Thai. */
    static boolean isUnspaced(int codePoint) {
        return codePoint >= 0xE00
                && (codePoint == 0x30FC || UScript.breaksBetweenLetters(UScript.getScript(codePoint)));
    }

    /** Whether both belong to one word, as far as that can be told without a dictionary. */
    static boolean joins(int left, int right) {
        if (isDependent(right)) {
            return true;
        }
        return isInWord(left) && isInWord(right) && !isUnspaced(left) && !isUnspaced(right);
    }

    static int sizeInBytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
