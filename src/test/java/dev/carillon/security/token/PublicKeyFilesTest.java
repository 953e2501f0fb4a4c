package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublicKeyFilesTest {

    /** Made with {@code keytool} for this test: P-256, CN=carillon-test. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBSDCB76ADAgECAgg8jzQGeIZtoTAKBggqhkjOPQQDAjAYMRYwFAYDVQQDEw1j
            YXJpbGxvbi10ZXN0MCAXDTI2MTEyMzIxNDE0OFoYDzIxMjYxMDMwMjE0MTQ4WjAY
            MRYwFAYDVQQDEw1jYXJpbGxvbi10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
            QgAES8mxKZ6ZISoGSDR5064doVppdh7CIfcfGgJOOYYNvBCUFuRxyuSswzFDRAFE
            N+AScFA+DDtwJwS2yZOiaZZJb6MhMB8wHQYDVR0OBBYEFN0/RQ1Hvpt8lEMygE5D
            /8c6FYlwMAoGCCqGSM49BAMCA0gAMEUCIGngQEsNF482J1GgXyC3jWDFtC6koA79
            cF1w18IZ1FWrAiEAgrzmwn9YqX/Y0Pk1jUENf5RRMUBLQl+T+AA0GZduMfA=
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path directory;

    static Stream<Arguments> files() {
        RSAKey rsa = new RSAKey.Builder((RSAPublicKey) Forge.RSA.getPublic())
                .keyID("r")
                .build();
        ECKey ec = new ECKey.Builder(Curve.P_256, (ECPublicKey) Forge.P256.getPublic()).build();
        return Stream.of(
                Arguments.of(pem("PUBLIC KEY", Forge.RSA.getPublic()), "[RS256]"),
                Arguments.of(pem("PUBLIC KEY", Forge.P256.getPublic()), "[ES256]"),
                Arguments.of(pem("PUBLIC KEY", Forge.ED25519.getPublic()), "[EdDSA]"),
                Arguments.of(
                        "a comment\r\n"
                                + pem("PUBLIC KEY", Forge.RSA.getPublic()).replace("\n", "\r\n")
                                + pem("PUBLIC KEY", Forge.P256.getPublic()),
                        "[RS256, ES256]"),
                Arguments.of(CERTIFICATE, "[ES256]"),
                Arguments.of(rsa.toJSONString(), "[RS256 r]"),
                Arguments.of(
                        " {\"keys\":[" + rsa.toJSONString() + "," + ec.toJSONString() + "]} ", "[RS256 r, ES256]"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void public_keys_are_read(String text, String keys) throws IOException {
        assertThat(PublicKeyFiles.read(write(text))).hasToString(keys);
    }

    static Stream<Arguments> unusable() {
        KeyPair weak = Forge.pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
        KeyPair slow = Forge.pair(
                "RSA",
                new RSAKeyGenParameterSpec(2048, BigInteger.ONE.shiftLeft(40).add(BigInteger.ONE)));
        KeyPair p384 = Forge.pair("EC", new ECGenParameterSpec("secp384r1"));
        KeyPair dsa = Forge.pair("DSA", null);
        KeyPair ed448 = Forge.pair("Ed448", null);
        RSAKey secret = new RSAKey.Builder((RSAPublicKey) Forge.RSA.getPublic())
                .privateKey(Forge.RSA.getPrivate())
                .build();
        return Stream.of(
                Arguments.of("", "it has no key"),
                Arguments.of("hello", "it has no key"),
                Arguments.of("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "neither RSA nor P-256"),
                Arguments.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read"),
                Arguments.of(pem("PRIVATE KEY", Forge.RSA.getPrivate()), "openssl pkey -pubout"),
                Arguments.of(pem("RSA PUBLIC KEY", Forge.RSA.getPublic()), "it has a RSA PUBLIC KEY"),
                Arguments.of(pem("PUBLIC KEY", weak.getPublic()), "it has 1024 bits"),
                Arguments.of(pem("PUBLIC KEY", slow.getPublic()), "exponent"),
                Arguments.of(pem("PUBLIC KEY", p384.getPublic()), "another curve than P-256"),
                Arguments.of(pem("PUBLIC KEY", dsa.getPublic()), "neither RSA nor P-256 nor Ed25519"),
                Arguments.of(pem("PUBLIC KEY", ed448.getPublic()), "neither RSA nor P-256 nor Ed25519"),
                Arguments.of("{}", "not a JWK"),
                Arguments.of("{\"keys\":[]}", "it has no key"),
                Arguments.of("{\"keys\":7}", "not a JWK"),
                Arguments.of("{\"kty\":\"oct\",\"k\":\"" + Forge.base64(Forge.SECRET) + "\"}", "not a public key"),
                Arguments.of(secret.toJSONString(), "not a public key"),
                Arguments.of(
                        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + Forge.base64(new byte[32]) + "\"}",
                        "neither RSA nor P-256 nor Ed25519"),
                Arguments.of(
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Forge.base64(new byte[31]) + "\"}",
                        "\"x\" has 31 bytes"),
                Arguments.of("x".repeat((256 << 10) + 1), "larger than"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void a_file_that_is_of_no_use_is_refused_with_its_name(String text, String reason) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> PublicKeyFiles.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining(Forge.base64(Forge.SECRET));
    }

    @Test
    void a_file_that_is_not_there_is_refused_with_its_name() {
        Path file = directory.resolve("none.pem");

        assertThatThrownBy(() -> PublicKeyFiles.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("key"), text);
    }

    private static String pem(String label, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
