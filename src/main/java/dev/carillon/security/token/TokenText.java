package dev.carillon.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart (RFC 7515 §7.1), of which nothing is believed yet.
 *
 * <p>Parsed here and not by the library, because two readers of one token must not understand it differently: a name that occurs
 * twice, bytes that are no UTF-8 and characters that are no Base64 are refused.
 */
final class TokenText {

    private static final String RULE = "A token is a signed JWT: three parts of Base64 for URLs, joined by dots.";
    private static final int PARTS = 3;
    private static final int PARTS_OF_ENCRYPTED = 5;
    private static final int HASH_BYTES = 8;

    /** Names in a header that would change what is signed or how it is read. */
    private static final Set<String> CHANGES = Set.of("crit", "b64", "zip", "enc");

    /** Kept, because looking for the implementation costs more than parsing a token. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final JsonObject header;
    private final JsonObject claims;

    /** What the signature is about. */
    private final byte[] signed;

    private final byte[] signature;

    private TokenText(JsonObject header, JsonObject claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    static TokenText parse(String token) {
        if (token.length() > TokenLimits.MAX_LENGTH) {
            throw Refusal.invalid(
                    "A token has at most " + TokenLimits.MAX_LENGTH + " characters.",
                    "This one has " + token.length() + ".");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length == PARTS_OF_ENCRYPTED) {
            throw Refusal.invalid(RULE, "This one is encrypted.");
        }
        if (parts.length != PARTS) {
            throw Refusal.invalid(RULE, "This one has " + parts.length + (parts.length == 1 ? " part." : " parts."));
        }
        JsonObject header = object("header", decode("header", parts[0]));
        for (String name : CHANGES) {
            if (header.containsKey(name)) {
                throw Refusal.invalid(
                        "The header of a token names an algorithm, and nothing that changes how it is read.",
                        "This one has \"" + name + "\".");
            }
        }
        JsonObject claims = object("payload", decode("payload", parts[1]));
        byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new TokenText(header, claims, signed, decode("signature", parts[2]));
    }

    private static byte[] decode(String part, String text) {
        if (text.indexOf('=') < 0) {
            try {
                return Base64.getUrlDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                // Refused below. Its message would quote the token.
            }
        }
        throw Refusal.invalid(RULE, "The " + part + " is not Base64 for URLs without padding.");
    }

    private static JsonObject object(String part, byte[] bytes) {
        String rule = "The header and the payload of a token are JSON objects in UTF-8 that name nothing twice.";
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid(rule, "The " + part + " is not UTF-8.");
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            requireUnambiguous(text);
            return reader.readObject();
        } catch (RuntimeException e) {
            // Not always a JsonException: too deep is a bare RuntimeException, too many digits are unsupported.
            throw Refusal.invalid(rule, "The " + part + " is not.");
        }
    }

    /** A reader takes the last of two members of the same name, and does not look at what stands after an object. */
    private static void requireUnambiguous(String text) {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT -> open.push(new HashSet<>());
                    case END_OBJECT -> open.pop();
                    case KEY_NAME -> {
                        if (!open.element().add(parser.getString())) {
                            throw new JsonException("a name stands there twice");
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    JsonObject claims() {
        return claims;
    }

    boolean isSignedBy(JWSVerifier verifier, TokenAlgorithm algorithm) throws JOSEException {
        return verifier.verify(algorithm.header(), signed, Base64URL.encode(signature));
    }

    /** A name in the header that is a string; null if it is absent. */
    @Nullable
    String header(String name) {
        JsonValue value = header.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw Refusal.invalid(RULE, "\"" + name + "\" in its header is not a string.");
    }

    /**
     * Names a token that has no {@code jti} or no {@code sub}: the beginning of a hash of what is signed. The signature is left
     * out, since whoever has a token can often write its signature in another way, and would get a token that nobody has revoked.
     */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed);
            return "token:" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
