package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.security.token.TokenAlgorithm;
import dev.carillon.security.token.TokenSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsReaderTest {

    private static final String SECRET = "correct-horse-battery-staple-0123";

    @TempDir
    private Path directory;

    private final Map<String, String> values = new HashMap<>(Map.of(
            "carillon.auth.audience", "carillon",
            "carillon.auth.algorithms", "auto",
            "carillon.auth.clock-skew", "30s"));

    @Test
    void without_keys_there_is_no_algorithm() {
        TokenSettings settings = read();

        assertThat(settings.keys()).isEmpty();
        assertThat(settings.algorithms()).isEmpty();
        assertThat(settings.issuer()).isNull();
        assertThat(settings.jwksUrl()).isNull();
        assertThat(settings.audience()).isEqualTo("carillon");
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_algorithms_are_those_of_the_keys() throws Exception {
        values.put("carillon.auth.secret", SECRET);
        values.put("carillon.auth.public-keys", ed25519("a.pem") + " , " + ed25519("b.pem"));

        assertThat(read().keys()).hasToString("[HS256, EdDSA, EdDSA]");
        assertThat(read().algorithms()).containsExactlyInAnyOrder(TokenAlgorithm.HS256, TokenAlgorithm.EDDSA);
        values.put("carillon.auth.algorithms", "EdDSA");
        assertThat(read().algorithms()).containsExactly(TokenAlgorithm.EDDSA);
    }

    @Test
    void a_url_may_have_keys_of_every_public_kind() {
        values.put("carillon.auth.jwks-url", "https://id.example/keys?tenant=7");

        assertThat(read().jwksUrl()).isEqualTo(URI.create("https://id.example/keys?tenant=7"));
        assertThat(read().algorithms())
                .isEqualTo(Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256, TokenAlgorithm.EDDSA));
        values.put("carillon.auth.algorithms", "ES256, RS256");
        assertThat(read().algorithms()).isEqualTo(Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/k",
                "http://127.0.0.1/k",
                "http://127.1.2.3:1/k",
                "http://[::1]:1/k",
                "HTTPS://a.b/"
            })
    void a_url_of_this_machine_or_with_tls_is_taken(String url) {
        values.put("carillon.auth.jwks-url", url);

        assertThat(read().jwksUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        "carillon.auth.jwks-url, http://id.example/keys",
        "carillon.auth.jwks-url, http://127.0.0.1.id.example/keys",
        "carillon.auth.jwks-url, http://localhost.id.example/keys",
        "carillon.auth.jwks-url, http://[2001:db8::1]/keys",
        "carillon.auth.jwks-url, http://127.0.0.999/keys",
        "carillon.auth.jwks-url, http://localhost@id.example/keys",
        "carillon.auth.jwks-url, https://user:hunter22@id.example/keys",
        "carillon.auth.jwks-url, https://id.example/keys#a",
        "carillon.auth.jwks-url, https:///keys",
        "carillon.auth.jwks-url, file:///etc/keys",
        "carillon.auth.jwks-url, jar:https://id.example/x.jar!/keys",
        "carillon.auth.jwks-url, ftp://localhost/keys",
        "carillon.auth.jwks-url, keys",
        "carillon.auth.secret, hunter22hunter22hunter22hunter2",
        "carillon.auth.public-keys, keys.pem",
        "carillon.auth.public-keys, /nowhere/keys.pem",
        "carillon.auth.algorithms, none",
        "carillon.auth.algorithms, hs256",
        "carillon.auth.algorithms, HS256",
        "carillon.auth.algorithms, ','",
        "carillon.auth.clock-skew, 61m",
        "carillon.auth.clock-skew, -1s",
    })
    void what_makes_no_sense_is_refused_with_its_name_and_no_secret(String name, String value) {
        values.put(name, value);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("setting " + name + " takes ")
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void a_secret_is_not_told() {
        values.put("carillon.auth.secret", SECRET);

        assertThat(read().toString()).contains("HS256").doesNotContain("horse");
    }

    private TokenSettings read() {
        return TokenSettingsReader.read(new SettingReader(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()));
    }

    private Path ed25519(String name) throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        return write(
                name,
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
