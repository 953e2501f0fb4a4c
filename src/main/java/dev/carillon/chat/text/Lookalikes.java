package dev.carillon.chat.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Names that look alike (Unicode TS 39, confusables), whatever their case, spaces, dots, hyphens, underscores and apostrophes.
 *
 * <p>Two things pull in different directions: Greek ν looks like v, but it is the small form of Ν, which looks like N. In a name with
 * Latin letters the look decides, because there it is a disguise; in a name without, the case does, because there it is just Greek.
 *
 * <p>{@code i}, {@code l}, {@code I}, {@code 1} and {@code |} are all the same, which follows from "ALICE", "Alice" and
 * "AIice" being the same. It is better to call a few different names alike than to let somebody pass for another.
 *
 * <p>Threading: any. ICU's SpoofChecker may be shared, says its documentation; looks that were found are kept in an array of atomic
 * references, so at worst two threads find the same one.
 */
public final class Lookalikes {

    private static final SpoofChecker CHECKER =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    /** Alphabets stand below U+3000; to ask ICU costs 1 to 3 µs, and a filter asks for each character of each message. */
    private static final AtomicReferenceArray<String> LOOKS = new AtomicReferenceArray<>(0x3000);

    private static final int DOT_ABOVE = 0x307;

    private Lookalikes() {}

    /** Equal for names that look alike; not for display. Never empty, unless the name is. */
    public static String skeleton(String name) {
        String text = NFD.normalize(NFKC.normalize(name));
        boolean latin = text.codePoints().anyMatch(c -> UScript.getScript(c) == UScript.LATIN);
        StringBuilder skeleton = new StringBuilder();
        text.codePoints().filter(c -> !isDropped(c)).forEach(c -> {
            String look = latin ? look(c) : lookOfBothCases(c);
            boolean dotOfAnI = c == DOT_ABOVE && endsWithL(skeleton);
            if (!dotOfAnI && (UCharacter.isLetterOrDigit(c) || !isDash(look))) {
                skeleton.append(look.replace('i', 'l'));
            }
        });
        return skeleton.length() == 0
                ? UCharacter.foldCase(name, true)
                : skeleton.toString().replace("vv", "w");
    }

    /** What a letter among Latin ones looks like, in lower case: its own look, or that of its other case if only that is Latin. */
    static String look(int codePoint) {
        String own = ownLook(codePoint);
        return Clusters.isAscii(own) ? own : lookOfBothCases(codePoint);
    }

    /** The same for both cases of a letter: the look of that one which looks Latin. */
    private static String lookOfBothCases(int codePoint) {
        int upper = UCharacter.toUpperCase(codePoint);
        String look = ownLook(upper);
        if (Clusters.isAscii(look)) {
            return look;
        }
        String lower = ownLook(UCharacter.toLowerCase(upper));
        return Clusters.isAscii(lower) ? lower : look;
    }

    private static String ownLook(int codePoint) {
        if (codePoint >= LOOKS.length()) {
            return find(codePoint);
        }
        String look = LOOKS.get(codePoint);
        if (look == null) {
            look = find(codePoint);
            LOOKS.set(codePoint, look);
        }
        return look;
    }

    /**
     * Before folding, so that I becomes l and 0 becomes O; and after it, so that M becomes m and then rn. Only Latin letters are
     * looked at twice: Cyrillic Г looks like Greek Γ, whose small γ looks like y, but Г does not.
     */
    private static String find(int codePoint) {
        String look = UCharacter.foldCase(CHECKER.getSkeleton(Character.toString(codePoint)), true);
        return Clusters.isAscii(look) ? UCharacter.foldCase(CHECKER.getSkeleton(look), true) : look;
    }

    private static boolean endsWithL(StringBuilder text) {
        return text.length() > 0 && text.charAt(text.length() - 1) == 'l';
    }

    private static boolean isDropped(int codePoint) {
        if (codePoint == '.' || codePoint == 0xB7 || Characters.isBlank(codePoint)) {
            return true;
        }
        return switch (UCharacter.getType(codePoint)) {
            case UCharacterCategory.DASH_PUNCTUATION,
                    UCharacterCategory.CONNECTOR_PUNCTUATION,
                    UCharacterCategory.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isDash(String look) {
        return switch (look) {
            case "-", "_", "'", "''" -> true;
            default -> false;
        };
    }
}
