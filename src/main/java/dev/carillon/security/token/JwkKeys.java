package dev.carillon.security.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Keys as RFC 7517 writes them. */
final class JwkKeys {

    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410 §4). */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private static final int ED25519_BYTES = 32;
    private static final int MAX_ID_LENGTH = 256;

    private JwkKeys() {}

    /**
     * Of a secret key only the public part would be needed, and a secret one cannot be public: both are refused.
     *
     * @throws IllegalArgumentException if it cannot verify tokens; the message does not tell the key
     */
    static VerificationKey read(JWK key) {
        if (key.isPrivate()) {
            throw new IllegalArgumentException("it is not a public key");
        }
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
            throw new IllegalArgumentException("it is not for signatures (\"use\")");
        }
        if (key.getKeyOperations() != null && !key.getKeyOperations().contains(KeyOperation.VERIFY)) {
            throw new IllegalArgumentException("it is not for verifying (\"key_ops\")");
        }
        String id = key.getKeyID();
        if (id != null && id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("its \"kid\" has " + id.length() + " characters");
        }
        VerificationKey read = VerificationKey.of(id, publicKey(key));
        Algorithm algorithm = key.getAlgorithm();
        if (algorithm != null && !algorithm.getName().equals(read.algorithm().toString())) {
            throw new IllegalArgumentException("it is for another algorithm than " + read.algorithm() + " (\"alg\")");
        }
        return read;
    }

    private static PublicKey publicKey(JWK key) {
        try {
            if (key instanceof RSAKey rsa) {
                return rsa.toPublicKey();
            }
            if (key instanceof ECKey ec) {
                return ec.toPublicKey();
            }
            if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
                return ed25519(pair.getX().decode());
            }
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("it is malformed", e);
        }
        throw new IllegalArgumentException("it is neither RSA nor P-256 nor Ed25519");
    }

    private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        if (point.length != ED25519_BYTES) {
            throw new IllegalArgumentException("\"x\" has " + point.length + " bytes, not " + ED25519_BYTES);
        }
        String encoded = ED25519_PREFIX + HexFormat.of().formatHex(point);
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    }
}
