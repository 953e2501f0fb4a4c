package dev.carillon.boot;

import dev.carillon.security.token.PublicKeyFiles;
import dev.carillon.security.token.TokenAlgorithm;
import dev.carillon.security.token.TokenSettings;
import dev.carillon.security.token.VerificationKey;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings {@code carillon.auth.*}, and the files that they name. No message tells the secret. */
final class TokenSettingsReader {

    private static final String AUTO = "auto";

    private TokenSettingsReader() {}

    static TokenSettings read(SettingReader reader) {
        List<VerificationKey> keys = new ArrayList<>(reader.value(
                "carillon.auth.secret",
                "a secret of at least " + VerificationKey.MIN_SECRET_BYTES + " bytes, or nothing",
                TokenSettingsReader::secret));
        keys.addAll(reader.value(
                "carillon.auth.public-keys",
                "full paths of PEM or JWK files, separated by commas",
                TokenSettingsReader::publicKeys));
        URI jwksUrl = reader.value(
                "carillon.auth.jwks-url",
                "an https URL, or http to this machine, or nothing",
                TokenSettingsReader::jwksUrl);
        String issuer = reader.value("carillon.auth.issuer", "the issuer of tokens, or nothing", text -> text);
        String audience = reader.value("carillon.auth.audience", "the name of this hub", TokenSettingsReader::present);
        Set<TokenAlgorithm> algorithms = reader.value(
                "carillon.auth.algorithms",
                "auto, or some of HS256, RS256, ES256, EdDSA for which a key is set",
                text -> algorithms(text, TokenSettings.possible(keys, jwksUrl)));
        return reader.value(
                "carillon.auth.clock-skew",
                "a time up to " + TokenSettings.MAX_CLOCK_SKEW.toHours() + "h such as 30s",
                text -> new TokenSettings(
                        keys, jwksUrl, issuer.isEmpty() ? null : issuer, audience, algorithms, Units.duration(text)));
    }

    private static List<VerificationKey> secret(String text) {
        return text.isEmpty() ? List.of() : List.of(VerificationKey.secret(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<VerificationKey> publicKeys(String text) {
        return items(text)
                .flatMap(path -> {
                    if (!Path.of(path).isAbsolute()) {
                        throw new IllegalArgumentException("'" + path + "' depends on where the server was started");
                    }
                    return PublicKeyFiles.read(Path.of(path)).stream();
                })
                .toList();
    }

    private static @Nullable URI jwksUrl(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean plain = host != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
        boolean safe = scheme.equals("https") || (scheme.equals("http") && host != null && isLoopback(host));
        if (!plain || !safe) {
            throw new IllegalArgumentException("it is none, or has a password or a '#'");
        }
        return url;
    }

    /** Only where no name has to be looked up: what a name means is for others to say. */
    private static boolean isLoopback(String host) {
        boolean address = host.startsWith("[") || host.matches("127(\\.[0-9]{1,3}){3}");
        try {
            return host.equals("localhost")
                    || (address && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String present(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return text;
    }

    private static Set<TokenAlgorithm> algorithms(String text, Set<TokenAlgorithm> possible) {
        if (text.equals(AUTO)) {
            return possible;
        }
        Set<TokenAlgorithm> algorithms = items(text)
                .map(name -> TokenAlgorithm.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of these")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        for (TokenAlgorithm algorithm : algorithms) {
            if (!possible.contains(algorithm)) {
                throw new IllegalArgumentException("there is no key for " + algorithm);
            }
        }
        return algorithms;
    }

    private static Stream<String> items(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }
}
