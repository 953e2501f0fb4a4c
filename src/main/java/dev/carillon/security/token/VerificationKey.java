package dev.carillon.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that says whether a token was signed by its owner. It serves the one algorithm that its type is for, so that nobody can
 * use a public key as a secret.
 *
 * <p>Threading: any thread.
 */
public final class VerificationKey {

    /** RFC 7518 §3.2: as long as the hash. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final int MIN_RSA_BITS = 2048;

    /** Longer ones, and exponents that nobody uses, take long to verify with. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 32;

    private final @Nullable String id;
    private final TokenAlgorithm algorithm;
    private final JWSVerifier verifier;

    private VerificationKey(@Nullable String id, TokenAlgorithm algorithm, JWSVerifier verifier) {
        this.id = id;
        this.algorithm = algorithm;
        this.verifier = verifier;
    }

    /**
     * A secret that is shared with whoever issues tokens.
     *
     * @throws IllegalArgumentException if it is too short; the message does not tell it
     */
    public static VerificationKey secret(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "this one has " + secret.length + " bytes, HS256 needs at least " + MIN_SECRET_BYTES);
        }
        try {
            return new VerificationKey(null, TokenAlgorithm.HS256, new MACVerifier(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 takes a secret of any length above its least", e);
        }
    }

    /**
     * A public key of RSA, of the curve P-256 or of Ed25519.
     *
     * @param id its {@code kid}; null if it has none, and then it serves tokens that name any
     * @throws IllegalArgumentException if it is another one, or weak
     */
    public static VerificationKey of(@Nullable String id, PublicKey key) {
        try {
            if (key instanceof RSAPublicKey rsa) {
                requireSound(rsa);
                return new VerificationKey(id, TokenAlgorithm.RS256, new CheckedSignatures(new RSASSAVerifier(rsa)));
            }
            if (key instanceof ECPublicKey ec) {
                if (!Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
                    throw new IllegalArgumentException("it is on another curve than P-256");
                }
                return new VerificationKey(id, TokenAlgorithm.ES256, new CheckedSignatures(new ECDSAVerifier(ec)));
            }
            if (key instanceof EdECPublicKey ed
                    && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
                return new VerificationKey(id, TokenAlgorithm.EDDSA, new CheckedSignatures(new Ed25519Verifier(ed)));
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("it is neither RSA nor P-256 nor Ed25519");
    }

    private static void requireSound(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException(
                    "it has " + bits + " bits, RSA needs " + MIN_RSA_BITS + " to " + MAX_RSA_BITS);
        }
        int exponentBits = key.getPublicExponent().bitLength();
        if (exponentBits < 2
                || exponentBits > MAX_EXPONENT_BITS
                || !key.getPublicExponent().testBit(0)) {
            throw new IllegalArgumentException("its exponent is not an odd number from 3 to 2^32");
        }
    }

    TokenAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether it can be the one that a header names; null names none. */
    boolean mayBe(TokenAlgorithm named, @Nullable String namedId) {
        return algorithm == named && (id == null || namedId == null || id.equals(namedId));
    }

    boolean verifies(TokenText token) {
        try {
            return token.isSignedBy(verifier, algorithm);
        } catch (JOSEException notOfThisKey) {
            return false;
        }
    }

    /** What it is, never the key. */
    @Override
    public String toString() {
        return algorithm + (id == null ? "" : " " + id);
    }
}
