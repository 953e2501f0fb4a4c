package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.KeyServer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tokens of somebody else, whose keys change; and what becomes of open streams when a token ends. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class TokenLifeIT {

    /** Of a token that ends during a test. The half of it is there to do something after the warning. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(8);

    /** What else runs on the machine may take the second, but hardly five times in a row. */
    private static final int REVOCATIONS = 5;

    private static KeyServer issuer;
    private static ECKey key;
    private static TomcatProcess tomcat;

    @BeforeAll
    static void start() throws Exception {
        issuer = new KeyServer();
        key = KeyServer.newKey("first");
        issuer.publish(key);
        tomcat = new TomcatProcess.Plan("token-life")
                .startingQuickly()
                .with("carillon.auth.jwks-url", issuer.url())
                .with("carillon.auth.clock-skew", "1ms")
                .with("carillon.anonymous.publish", "demo/**")
                .with("carillon.anonymous.subscribe", "demo/**")
                .start();
    }

    @AfterAll
    static void stop() {
        if (tomcat != null) {
            tomcat.close();
        }
        issuer.close();
    }

    @Test
    void a_key_that_appears_is_believed_without_a_restart() throws Exception {
        String first = sign(Duration.ofHours(1), key);
        assertThat(session(first)).isEqualTo(200);
        ECKey second = KeyServer.newKey("second");
        assertThat(session(sign(Duration.ofHours(1), second))).isEqualTo(401);

        issuer.publish(key, second);

        Awaitility.await("the second key")
                .atMost(Duration.ofSeconds(60))
                .until(() -> session(sign(Duration.ofHours(1), second)) == 200);
        assertThat(session(first)).isEqualTo(200);
        int asked = issuer.asked();
        for (int i = 0; i < 20; i++) {
            assertThat(session(sign(Duration.ofHours(1), KeyServer.newKey("unknown-" + i))))
                    .isEqualTo(401);
        }
        assertThat(issuer.asked() - asked).as("a flood of unknown keys").isLessThanOrEqualTo(2);
    }

    @Test
    void a_stream_is_told_that_its_token_expires_and_ends_with_it() throws Exception {
        try (RawStream stream = hub().subscribe("orders/1", "Authorization: Bearer " + sign(SHORT_LIFE, key))) {
            Message warning = stream.nextMessage();
            assertThat(warning.type()).isEqualTo("carillon.token-expiring");
            assertThat(warning.data()).startsWith("{\"expiresAt\":\"20");
            assertThat(stream.readToEnd()).endsWith(": closed token-expired\n\n");
        }
        assertThat(hub().stream("/api/events?channel=demo").status()).isEqualTo(200);
    }

    @Test
    void a_stream_goes_on_when_its_reader_shows_a_newer_token() throws Exception {
        try (RawStream stream = hub().subscribe("orders/2", "Authorization: Bearer " + sign(SHORT_LIFE, key))) {
            assertThat(stream.nextMessage().type()).isEqualTo("carillon.token-expiring");

            HttpResponse<String> renewed =
                    hub().post("/api/session", "", "Authorization", "Bearer " + sign(Duration.ofHours(1), key));
            assertThat(renewed.statusCode()).isEqualTo(200);
            assertThat(renewed.body()).contains("\"renewedStreams\":");

            Awaitility.await("the end of the first token")
                    .pollDelay(SHORT_LIFE)
                    .atMost(SHORT_LIFE.plus(RawStream.PATIENCE))
                    .until(() -> true);
            publish("orders/2", "still here");
            assertThat(stream.nextMessage().data()).isEqualTo("still here");
        }
    }

    @Test
    void whoever_revokes_a_token_cuts_its_streams_off_within_a_second() throws Exception {
        List<Duration> taken = new ArrayList<>();
        do {
            taken.add(revocation());
        } while (taken.size() < REVOCATIONS && taken.stream().noneMatch(TokenLifeIT::isWithinASecond));

        assertThat(taken).anyMatch(TokenLifeIT::isWithinASecond);
    }

    private static boolean isWithinASecond(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0;
    }

    /** How long a stream goes on once its token is to be revoked. */
    private static Duration revocation() throws Exception {
        HttpResponse<String> minted = hub().post(
                        "/api/admin/tokens",
                        "{\"name\":\"a reader\",\"subscribe\":[\"orders/*\"],\"lifetime\":\"1h\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + Tokens.admin());
        assertThat(minted.statusCode()).as(minted.body()).isEqualTo(201);
        String id = field(minted, "id");
        String token = field(minted, "token");
        try (RawStream stream = hub().subscribe("orders/3", "Authorization: Bearer " + token)) {
            publish("orders/3", "before");
            assertThat(stream.nextMessage().data()).isEqualTo("before");

            long before = System.nanoTime();
            HttpResponse<String> revoked =
                    hub().call("DELETE", "/api/admin/tokens/" + id, Tokens.bearer(Tokens.admin()));
            assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(204);
            assertThat(stream.readToEnd()).endsWith(": closed token-revoked\n\n");
            Duration taken = Duration.ofNanos(System.nanoTime() - before);

            HttpResponse<String> refused = hub().get("/api/session", Tokens.bearer(token));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("/problems/token-revoked");
            return taken;
        }
    }

    private static HubClient hub() {
        return tomcat.hub();
    }

    private static void publish(String channel, String data) throws Exception {
        HttpResponse<String> response =
                hub().post("/api/events/" + channel, data, Tokens.bearer(Tokens.publisher("paul", "orders/*")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static int session(String token) throws Exception {
        return hub().get("/api/session", Tokens.bearer(token)).statusCode();
    }

    private static String sign(Duration lifetime, ECKey with) throws Exception {
        JWTClaimsSet claims = Tokens.claims("sue", lifetime, List.of(), List.of("orders/*"), false)
                .build();
        return KeyServer.sign(claims, with);
    }

    private static String field(HttpResponse<String> response, String name) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject().getString(name);
        }
    }
}
