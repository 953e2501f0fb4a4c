package dev.carillon.security.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the signatures of one key that were right, because a caller sends the same token with each request and a check on a
 * curve takes a hundred times as long as a hash. What was wrong is not remembered: there is no end to it. Everything else about a
 * token is looked at each time.
 *
 * <p>Threading: any thread.
 */
final class CheckedSignatures extends BaseJWSProvider implements JWSVerifier {

    /** Some 150 KB. */
    static final int MAX_REMEMBERED = 1000;

    private static final byte DOT = '.';

    private final JWSVerifier verifier;

    @GuardedBy("right")
    private final Map<String, Boolean> right = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    CheckedSignatures(JWSVerifier verifier) {
        super(verifier.supportedJWSAlgorithms());
        this.verifier = verifier;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
        String hash = hash(signed, signature);
        synchronized (right) {
            if (right.get(hash) != null) {
                return true;
            }
        }
        boolean verified = verifier.verify(header, signed, signature);
        if (verified) {
            synchronized (right) {
                right.put(hash, true);
            }
        }
        return verified;
    }

    private static String hash(byte[] signed, Base64URL signature) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(signed);
            digest.update(DOT);
            // As Base64, in which there is no dot: two tokens cannot be the same bytes.
            return HexFormat.of().formatHex(digest.digest(signature.toString().getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
