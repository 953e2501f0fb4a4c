package dev.carillon.chat.text;

/**
 * What people are called: 1 to 32 characters and at most 256 bytes of UTF-8 that everybody sees in the same way, in Unicode's NFC
 * (which the constructor sees to).
 *
 * <p>Characters that cannot be seen are refused, because two people could have the same name with and without them; joiners of
 * emoji and of some scripts are among them. {@code @} and {@code /} are refused, because the first begins a mention and the second
 * divides a channel's name. What is wrong is refused with {@code invalid-name}.
 */
public record DisplayName(String value) {

    /** For whom neither the claim nor the fallback leaves anything. */
    private static final String NOBODY = "Somebody";

    public DisplayName {
        value = NameRules.normalized(value);
        NameRules.RULE.refuseIf(NameRules.flawIn(value));
    }

    /**
     * The name that a token or a server brings, which cannot be refused: what is not allowed is taken out, and the rest is cut to
     * size. It never throws.
     *
     * @param fallback what he is called if nothing is left, for example his id; it is cleaned likewise
     */
    public static DisplayName lenient(String claimed, String fallback) {
        for (String candidate : new String[] {claimed, fallback}) {
            String cleaned = NameRules.cleaned(candidate);
            if (NameRules.flawIn(NameRules.normalized(cleaned)) == null) {
                return new DisplayName(cleaned);
            }
        }
        return new DisplayName(NOBODY);
    }

    /** The same for all names that look like this one. */
    public String skeleton() {
        return Lookalikes.skeleton(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
