package dev.carillon.it.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.it.client.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that a server must not believe. */
public final class Forgeries {

    private static final KeyPair RSA = rsa();

    private Forgeries() {}

    /** The tokens, and the problem that each is. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("nonsense", "invalid-token");
        all.put(hmac(claims().build(), "another-secret-that-nobody-has-configured"), "invalid-token");
        all.put(
                Tokens.sign(Tokens.claims("eve", Duration.ofHours(-1), List.of("**"), List.of("**"), true)
                        .build()),
                "token-expired");
        all.put(Tokens.sign(claims().audience("another-service").build()), "invalid-token");
        all.put(new PlainJWT(claims().build()).serialize(), "invalid-token");
        // The server's public key, which everybody knows, as the secret of an HMAC.
        all.put(hmac(claims().build(), publicKeyPem()), "invalid-token");
        all.put(
                hmac(claims().build(), new String(RSA.getPublic().getEncoded(), StandardCharsets.ISO_8859_1)),
                "invalid-token");
        return all;
    }

    /** For {@code carillon.auth.public-keys}. */
    public static Path publicKeyFile() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
        return Files.writeString(directory.resolve("public-key.pem"), publicKeyPem());
    }

    private static JWTClaimsSet.Builder claims() {
        return Tokens.claims("eve", Duration.ofHours(1), List.of("**"), List.of("**"), true);
    }

    private static String hmac(JWTClaimsSet claims, String secret) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.ISO_8859_1)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(RSA.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
