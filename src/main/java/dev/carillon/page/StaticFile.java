package dev.carillon.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file, in the forms in which it is sent.
 *
 * @param cacheControl what a browser may keep
 * @param plain as it is
 * @param gzipped smaller, or empty if that is not worth it
 */
record StaticFile(String mediaType, String cacheControl, Form plain, Optional<Form> gzipped) {

    /** Less is one packet anyway, and gzip has a head of its own. */
    private static final int WORTH_GZIPPING_BYTES = 512;

    /** A library: another version has another path, so nobody has to ask again (RFC 8246). */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    /** Ours: kept, but asked for each time, because the next version of the hub has it under the same path. */
    private static final String ASK_EACH_TIME = "no-cache";

    static StaticFile of(String path, MediaType type, byte[] content) {
        String hash = hash(content);
        Form plain = new Form(content, '"' + hash + '"');
        Optional<Form> gzipped = Optional.empty();
        if (type.isText() && content.length >= WORTH_GZIPPING_BYTES) {
            gzipped = Optional.of(new Form(gzip(content), '"' + hash + "-gzip\""));
        }
        return new StaticFile(type.value(), isLibrary(path) ? FOR_GOOD : ASK_EACH_TIME, plain, gzipped);
    }

    /** What it takes of the memory. */
    int bytes() {
        return plain.length() + gzipped.map(Form::length).orElse(0);
    }

    private static boolean isLibrary(String path) {
        return path.matches("/webjars/[^/]+/[^/]+/.+");
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
