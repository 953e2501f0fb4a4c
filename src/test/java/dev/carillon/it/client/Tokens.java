package dev.carillon.it.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes tokens as somebody who knows the server's secret. */
public final class Tokens {

    private static final String SECRET = "a-secret-that-only-the-tests-and-their-servers-know";

    /** Most tests are about something else than who may do what, and how often, so anybody may do everything. */
    public static final Map<String, String> SETTINGS = Map.of(
            "carillon.anonymous.publish", "**",
            "carillon.anonymous.subscribe", "**",
            "carillon.auth.secret", SECRET,
            "carillon.connections.rate", "unlimited",
            "carillon.connections.rate-per-address", "unlimited",
            "carillon.publish.rate-per-address", "unlimited",
            "carillon.publish.bytes-per-address", "unlimited",
            "carillon.replays.per-address", "10000");

    private Tokens() {}

    /** May do everything. */
    public static String admin() {
        return sign(claims("admin", Duration.ofHours(1), List.of("**"), List.of("**"), true)
                .build());
    }

    public static String publisher(String subject, String... selectors) {
        return sign(claims(subject, Duration.ofHours(1), List.of(selectors), List.of(), false)
                .build());
    }

    public static String subscriber(String subject, String... selectors) {
        return sign(claims(subject, Duration.ofHours(1), List.of(), List.of(selectors), false)
                .build());
    }

    /** A name and a value, as the clients here take headers. */
    public static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    public static JWTClaimsSet.Builder claims(
            String subject, Duration lifetime, List<String> publish, List<String> subscribe, boolean admin) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .audience("carillon")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("carillon", Map.of("publish", publish, "subscribe", subscribe, "admin", admin, "name", subject));
    }

    public static String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(SECRET));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
