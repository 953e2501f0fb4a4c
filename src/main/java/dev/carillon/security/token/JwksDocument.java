package dev.carillon.security.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JWK set at a URL (RFC 7517 §5), which is fetched once.
 *
 * <p>With {@link HttpURLConnection}, because it has no threads that would outlive the application. Redirects are not followed:
 * the setting names who is trusted.
 *
 * <p>Threading: one thread fetches; any may {@link #abandon}.
 */
final class JwksDocument {

    static final int MAX_BYTES = 256 << 10;
    static final int MAX_KEYS = 64;

    private static final int TIMEOUT_MILLIS = 3000;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int PIECE_BYTES = 8192;
    private static final System.Logger LOGGER = System.getLogger(JwksDocument.class.getName());

    private final URI url;
    private volatile @Nullable HttpURLConnection connection;

    JwksDocument(URI url) {
        this.url = url;
    }

    /** The keys in it that can be used. */
    List<VerificationKey> fetch() throws IOException {
        URLConnection opened = url.toURL().openConnection();
        if (!(opened instanceof HttpURLConnection http)) {
            throw new IOException("not http");
        }
        connection = http;
        try {
            http.setConnectTimeout(TIMEOUT_MILLIS);
            http.setReadTimeout(TIMEOUT_MILLIS);
            http.setInstanceFollowRedirects(false);
            http.setUseCaches(false);
            http.setRequestProperty("Accept", "application/jwk-set+json, application/json");
            http.setRequestProperty("Connection", "close");
            int status = http.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + status);
            }
            try (InputStream in = http.getInputStream()) {
                return parse(read(in));
            }
        } finally {
            http.disconnect();
        }
    }

    /** Ends a fetch that hangs. It may wait for as long as a single read. */
    void abandon() {
        HttpURLConnection open = connection;
        if (open != null) {
            open.disconnect();
        }
    }

    private static String read(InputStream in) throws IOException {
        long end = System.nanoTime() + TIME.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        int length;
        while ((length = in.read(piece)) >= 0) {
            bytes.write(piece, 0, length);
            if (bytes.size() > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("took more than " + TIME.toSeconds() + " s");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<VerificationKey> parse(String text) throws IOException {
        List<JWK> set;
        try {
            set = JWKSet.parse(text).getKeys();
        } catch (ParseException | RuntimeException e) {
            throw new IOException("not a JWK set", e);
        }
        if (set.size() > MAX_KEYS) {
            throw new IOException(set.size() + " keys, more than " + MAX_KEYS);
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (JWK key : set) {
            try {
                keys.add(JwkKeys.read(key));
            } catch (IllegalArgumentException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "a key is left out: {0}", e.getMessage());
            }
        }
        return keys;
    }
}
