package dev.carillon.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Arrays;
import java.util.Optional;

/** How a token may be signed (RFC 7518 §3.1, RFC 8037 §3.1). Each needs a kind of key of its own. */
public enum TokenAlgorithm {
    /** With a secret. */
    HS256("HS256"),
    /** With RSA, 2048 bits or more. */
    RS256("RS256"),
    /** With a key on the curve P-256. */
    ES256("ES256"),
    /** With a key on the curve Ed25519. */
    EDDSA("EdDSA");

    private final String value;

    TokenAlgorithm(String value) {
        this.value = value;
    }

    /** The one that a header or a setting names; letters count as they are written. */
    public static Optional<TokenAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.value.equals(name))
                .findFirst();
    }

    /** Whether its keys can be known to everybody. */
    public boolean isPublic() {
        return this != HS256;
    }

    /** What verifiers are told instead of the header of the token. */
    JWSHeader header() {
        return new JWSHeader(JWSAlgorithm.parse(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
