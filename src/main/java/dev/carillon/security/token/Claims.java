package dev.carillon.security.token;

import dev.carillon.event.HubException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a token says, once its signature is believed (RFC 7519 §4.1). What is malformed is refused when it is read. */
final class Claims {

    /** The claim that says what a caller may do. */
    static final String CARILLON = "carillon";

    static final String PUBLISH = "publish";
    static final String SUBSCRIBE = "subscribe";
    static final String ADMIN = "admin";
    static final String NAME = "name";

    private static final BigDecimal YEAR_10000 = BigDecimal.valueOf(253_402_300_800L);

    private static final int MAX_DECIMALS = 20;

    private final TokenText token;
    private final JsonObject claims;

    Claims(TokenText token) {
        this.token = token;
        this.claims = token.claims();
    }

    /** Null if there is none, or it is no string. */
    @Nullable
    String issuer() {
        return claims.get("iss") instanceof JsonString issuer ? issuer.getString() : null;
    }

    boolean isFor(String audience) {
        JsonValue value = claims.get("aud");
        if (value instanceof JsonArray several) {
            return several.stream().anyMatch(one -> isText(one, audience));
        }
        return isText(value, audience);
    }

    private static boolean isText(@Nullable JsonValue value, String text) {
        return value instanceof JsonString string && string.getString().equals(text);
    }

    /** Seconds since 1970, as {@code exp}, {@code nbf} and {@code iat} are; null if it is absent. */
    @Nullable
    Instant time(String claim) {
        JsonValue value = claims.get(claim);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            BigDecimal seconds = number.bigDecimalValue();
            // Looked at before it is calculated with: 1e999999999 and 1e-999999999 would take all memory.
            boolean plain = Math.abs(seconds.scale()) <= MAX_DECIMALS;
            if (plain && seconds.signum() >= 0 && seconds.compareTo(YEAR_10000) < 0) {
                return Instant.ofEpochSecond(
                        seconds.setScale(0, RoundingMode.DOWN).longValueExact());
            }
        }
        throw malformed("\"" + claim + "\" is not a number of seconds since 1970.");
    }

    /** Its {@code jti}, or what stands for it. */
    String id() {
        String id = label(claims, "jti");
        return id == null ? token.fingerprint() : id;
    }

    /** Whom it names. A token without a subject is one of its own. */
    Caller caller(Instant expiresAt) {
        String subject = label(claims, "sub");
        if (subject == null) {
            subject = token.fingerprint();
        }
        JsonValue carillon = claims.get(CARILLON);
        if (carillon != null && !(carillon instanceof JsonObject)) {
            throw malformed("\"" + CARILLON + "\" is not an object.");
        }
        JsonObject ours = carillon == null ? JsonValue.EMPTY_JSON_OBJECT : carillon.asJsonObject();
        String name = label(ours, NAME);
        Grants grants = new Grants(selectors(ours, PUBLISH), selectors(ours, SUBSCRIBE), admin(ours));
        return new Caller(subject, name == null ? subject : name, grants, Credential.BEARER, id(), expiresAt);
    }

    private static @Nullable String label(JsonObject object, String claim) {
        JsonValue value = object.get(claim);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonString string)) {
            throw malformed("\"" + claim + "\" is not a string.");
        }
        String flaw = TokenLimits.flawInLabel(string.getString());
        if (flaw != null) {
            throw Refusal.invalid(
                    "\"sub\", \"jti\" and \"name\" have 1 to " + TokenLimits.MAX_LABEL_LENGTH
                            + " characters and no control character.",
                    "\"" + claim + "\" " + flaw + ".");
        }
        return string.getString();
    }

    private static boolean admin(JsonObject ours) {
        JsonValue value = ours.getOrDefault(ADMIN, JsonValue.FALSE);
        if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
            return value.equals(JsonValue.TRUE);
        }
        throw malformed("\"admin\" is neither true nor false.");
    }

    private static SelectorSet selectors(JsonObject ours, String act) {
        JsonValue value = ours.getOrDefault(act, JsonValue.EMPTY_JSON_ARRAY);
        if (!(value instanceof JsonArray array)) {
            throw malformed("\"" + act + "\" is not an array.");
        }
        if (array.size() > TokenLimits.MAX_SELECTORS) {
            throw malformed("\"" + act + "\" has " + array.size() + " selectors, and " + TokenLimits.MAX_SELECTORS
                    + " are allowed.");
        }
        List<Selector> selectors = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            selectors.add(selector(act, i + 1, array.get(i)));
        }
        return SelectorSet.of(selectors);
    }

    private static Selector selector(String act, int number, JsonValue value) {
        String which = "Selector " + number + " of \"" + act + "\"";
        if (!(value instanceof JsonString string)) {
            throw malformed(which + " is not a string.");
        }
        Selector selector;
        try {
            selector = new Selector(string.getString());
        } catch (HubException e) {
            throw malformed(which + ": " + e.finding());
        }
        if (selector.isInternal()) {
            throw malformed(which + " begins with '~'; such channels belong to the server.");
        }
        return selector;
    }

    private static HubException malformed(String finding) {
        return Refusal.invalid(
                "A token says who its owner is and what he may do: \"sub\", \"exp\" and"
                        + " \"carillon\": {\"publish\": […], \"subscribe\": […], \"admin\": …, \"name\": …}.",
                finding);
    }
}
