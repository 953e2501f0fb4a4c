package dev.carillon.chat.text;

import com.ibm.icu.text.Normalizer2;
import dev.carillon.event.Problem;
import org.jspecify.annotations.Nullable;

/** What people may be called, and how a name that cannot be refused is made to fit. */
final class NameRules {

    static final int MAX_CLUSTERS = 32;
    static final int MAX_BYTES = 256;

    /** Vietnamese needs two on a letter that has none of its own. More are a tower that covers other lines ("zalgo"). */
    private static final int MAX_MARKS = 2;

    /** What is read of a claimed name, in Java's characters: so much cannot be left of a longer one. */
    private static final int MAX_CLAIMED = 4_096;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    static final TextRule RULE = new TextRule(
            Problem.INVALID_NAME,
            "A name has 1 to 32 characters and at most 256 bytes of UTF-8, with a letter or a digit among them. "
                    + "All can be seen, none is '@' or '/', single spaces stand only between words, "
                    + "and no character carries more than two marks.",
            "Choose another name, or leave that character out.",
            1,
            MAX_CLUSTERS,
            MAX_BYTES,
            NameRules::isAllowed);

    private NameRules() {}

    /** Unicode's NFC, so that two names that are the same are equal. What is far too long stays, to be refused. */
    static String normalized(String name) {
        return name.length() > MAX_CLAIMED ? name : NFC.normalize(name);
    }

    /** What is wrong with a name in NFC, as a sentence. */
    static @Nullable String flawIn(String name) {
        String flaw = RULE.flawIn(name);
        return flaw != null ? flaw : flawInShape(name);
    }

    /** What is allowed of a claimed name. It may still be wrong, for example empty. */
    static String cleaned(String claimed) {
        String text = claimed.substring(0, Math.min(claimed.length(), MAX_CLAIMED));
        String visible = NFC.normalize(withoutTheForbidden(NFC.normalize(text)));
        return Clusters.cut(withoutTowers(visible), MAX_CLUSTERS, MAX_BYTES).strip();
    }

    private static boolean isAllowed(int previous, int codePoint) {
        boolean space = codePoint != ' ' && Characters.isWhiteSpace(codePoint);
        return !space && !isTaken(codePoint) && Characters.isVisible(previous, codePoint);
    }

    /** What begins a mention and what divides a path, also as Chinese keyboards write it. */
    private static boolean isTaken(int codePoint) {
        return switch (codePoint) {
            case '@', '/', 0xFF20, 0xFE6B, 0xFF0F -> true;
            default -> false;
        };
    }

    private static @Nullable String flawInShape(String name) {
        if (name.startsWith(" ") || name.endsWith(" ") || name.contains("  ")) {
            return "It has a space too many.";
        }
        if (name.codePoints().noneMatch(Characters::isLetterOrDigit)) {
            return "It has no letter and no digit.";
        }
        return withoutTowers(name).equals(name)
                ? null
                : "A character carries too many marks, or a mark has no character.";
    }

    /** Takes out what is not allowed, and makes single spaces of everything that divides. */
    private static String withoutTheForbidden(String text) {
        StringBuilder kept = new StringBuilder();
        int previous = -1;
        for (int codePoint : text.codePoints().toArray()) {
            if (isTaken(codePoint) || Characters.isWhiteSpace(codePoint)) {
                if (previous != -1 && previous != ' ') {
                    kept.append(' ');
                    previous = ' ';
                }
            } else if (isAllowed(previous, codePoint)) {
                kept.appendCodePoint(codePoint);
                previous = codePoint;
            }
        }
        return kept.toString();
    }

    /** Leaves each character its first marks, and takes marks away that stand on nothing. */
    private static String withoutTowers(String text) {
        StringBuilder kept = new StringBuilder();
        boolean based = false;
        int marks = 0;
        for (int codePoint : text.codePoints().toArray()) {
            boolean mark = Characters.isMark(codePoint);
            if (Characters.isDependent(codePoint)) {
                marks += mark ? 1 : 0;
                if (!based || marks > MAX_MARKS) {
                    continue;
                }
            } else {
                marks = 0;
                based = codePoint != ' ';
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString();
    }
}
