package dev.carillon.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Subjects of tokens as segments of channels' names.
 *
 * <p>Subjects are free text. What a channel cannot have is written {@code ~XX}, two hexadecimal digits for each byte of UTF-8, so two
 * subjects never become one name.
 */
public final class SubjectNames {

    /** Of a name. */
    public static final int MAX_LENGTH = 64;

    /** No escape begins so: it has two of them. */
    private static final String HASHED = "~~";

    private static final int HASH_BYTES = 24;

    private SubjectNames() {}

    /** 1 to 64 of {@code A-Z a-z 0-9 . _ ~ @ -}, empty for an empty subject. Subjects that would become too long are hashed. */
    public static String of(String subject) {
        StringBuilder name = new StringBuilder();
        for (byte b : subject.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                name.append(c);
            } else {
                name.append('~').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return name.length() <= MAX_LENGTH ? name.toString() : HASHED + hash(subject);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '@'
                || c == '-';
    }

    private static String hash(String subject) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
