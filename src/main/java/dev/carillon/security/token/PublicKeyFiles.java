package dev.carillon.security.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in files: PEM (RFC 7468 §13, or a certificate), a JWK, or a JWK set (RFC 7517). */
public final class PublicKeyFiles {

    private static final int MAX_BYTES = 256 << 10;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> TYPES = List.of("RSA", "EC", "Ed25519");

    private PublicKeyFiles() {}

    /**
     * All keys of a file.
     *
     * @throws IllegalArgumentException if there is none, or one that cannot be used; the message names the file
     */
    public static List<VerificationKey> read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it is larger than " + MAX_BYTES + " bytes");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            List<VerificationKey> keys = text.startsWith("{") ? jwks(text) : pem(text);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("it has no key");
            }
            return keys;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<VerificationKey> jwks(String text) {
        try {
            List<JWK> keys = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
            return keys.stream().map(JwkKeys::read).toList();
        } catch (ParseException e) {
            // Without its message, which may quote the key.
            throw new IllegalArgumentException("it is not a JWK of RSA, P-256 or Ed25519", e);
        }
    }

    private static List<VerificationKey> pem(String text) {
        List<VerificationKey> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            PublicKey key = switch (block.group(1)) {
                case "PUBLIC KEY" -> publicKey(bytes);
                case "CERTIFICATE" -> certified(bytes);
                default ->
                    throw new IllegalArgumentException(
                            "it has a " + block.group(1)
                                    + ", which is not what is needed; openssl pkey -pubout makes a public key of a private one");
            };
            keys.add(VerificationKey.of(null, key));
        }
        return keys;
    }

    private static PublicKey publicKey(byte[] bytes) {
        for (String type : TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes));
            } catch (GeneralSecurityException anotherType) {
                // The next one.
            }
        }
        throw new IllegalArgumentException("it has a key that is neither RSA nor P-256 nor Ed25519");
    }

    private static PublicKey certified(byte[] bytes) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes))
                    .getPublicKey();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("it has a certificate that cannot be read", e);
        }
    }
}
