package dev.carillon.page;

import java.util.Enumeration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a client takes gzip (RFC 9110 §12.5.3). */
public final class AcceptEncoding {

    /** {@code q=0} in all its forms: not at all. */
    private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(?:\\.0*)?");

    /** More is no list that anybody needs. */
    private static final int MAX_CHARS = 1024;

    private AcceptEncoding() {}

    /**
     * Only what is said clearly counts: whoever says nothing, or something strange, gets the file as it is.
     *
     * @param lines of the header; several mean the same as one with commas
     */
    public static boolean takesGzip(@Nullable Enumeration<String> lines) {
        boolean anything = false;
        while (lines != null && lines.hasMoreElements()) {
            String line = lines.nextElement();
            for (String one :
                    line.substring(0, Math.min(line.length(), MAX_CHARS)).split(",", -1)) {
                String[] parts = one.strip().toLowerCase(Locale.ROOT).split(";", -1);
                String coding = parts[0].strip();
                boolean taken = true;
                for (int i = 1; i < parts.length; i++) {
                    taken &= !REFUSED.matcher(parts[i].strip()).matches();
                }
                if (coding.equals("gzip") || coding.equals("x-gzip")) {
                    return taken;
                }
                anything |= coding.equals("*") && taken;
            }
        }
        return anything;
    }
}
