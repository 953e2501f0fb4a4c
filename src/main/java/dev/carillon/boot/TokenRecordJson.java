package dev.carillon.boot;

import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import dev.carillon.security.token.IssuedToken;
import dev.carillon.security.token.Revocation;
import dev.carillon.security.token.TokenRecord;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;

/** Records about tokens as the log keeps them. What a record has no field for here was written by a later version. */
final class TokenRecordJson {

    private TokenRecordJson() {}

    static String write(TokenRecord record) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (record instanceof IssuedToken token) {
            json.add("name", token.name())
                    .add("subject", token.subject())
                    .add("publish", array(token.grants().publish()))
                    .add("subscribe", array(token.grants().subscribe()))
                    .add("admin", token.grants().admin())
                    .add("issuedAt", token.issuedAt().toString())
                    .add("expiresAt", token.expiresAt().toString());
            if (token.revokedAt() != null) {
                json.add("revokedAt", token.revokedAt().toString());
            }
        } else if (record instanceof Revocation revocation) {
            json.add("revokedAt", revocation.revokedAt().toString());
        }
        return json.build().toString();
    }

    static TokenRecord read(String id, String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Instant revokedAt = json.containsKey("revokedAt") ? Instant.parse(json.getString("revokedAt")) : null;
            if (revokedAt != null && !json.containsKey("expiresAt")) {
                return new Revocation(id, revokedAt);
            }
            Grants grants =
                    new Grants(selectors(json, "publish"), selectors(json, "subscribe"), json.getBoolean("admin"));
            return new IssuedToken(
                    id,
                    json.getString("name"),
                    json.getString("subject"),
                    grants,
                    Instant.parse(json.getString("issuedAt")),
                    Instant.parse(json.getString("expiresAt")),
                    revokedAt);
        }
    }

    private static JsonArrayBuilder array(SelectorSet selectors) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        selectors.selectors().stream().map(Selector::value).sorted().forEach(array::add);
        return array;
    }

    private static SelectorSet selectors(JsonObject json, String act) {
        return SelectorSet.of(json.getJsonArray(act).getValuesAs(JsonString::getString).stream()
                .map(Selector::new)
                .toList());
    }
}
