package dev.carillon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who the members of a room are, and the tokens (JWT, HS256) by which Carillon knows them. */
public final class MemberToken {
    /** Of a server that lives as long as a measurement. */
    public static final String SECRET = "only-for-a-benchmark-on-loopback";

    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private MemberToken() {}

    /** The id of the member with this number. */
    public static String id(int member) {
        return "member-" + member;
    }

    public static String name(int member) {
        return "Member " + member;
    }

    /** The token of one member. */
    public static String of(int member) {
        String claims = "{\"sub\":\"%s\",\"aud\":\"carillon\",\"exp\":%d,\"carillon\":{\"name\":\"%s\"}}"
                .formatted(id(member), Instant.now().plus(LIFETIME).getEpochSecond(), name(member));
        String signed = encoded(HEADER.getBytes(US_ASCII)) + '.' + encoded(claims.getBytes(US_ASCII));
        return signed + '.' + encoded(signature(signed.getBytes(US_ASCII)));
    }

    private static byte[] signature(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(US_ASCII), mac.getAlgorithm()));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
