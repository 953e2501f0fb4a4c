package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.log.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a real server. Fetches run on the test's thread unless it is about waiting. */
class RemoteKeysTest {

    private static final TokenAlgorithm ES256 = TokenAlgorithm.ES256;
    private static final KeyPair OTHER = Forge.pair("EC", new ECGenParameterSpec("secp256r1"));

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Answer answer = exchange -> send(exchange, 200, "{\"keys\":[]}");
    private HttpServer server;

    /** What the server does. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void keys_of_all_kinds_are_read_and_others_left_out() throws Exception {
        byte[] point = Arrays.copyOfRange(Forge.ED25519.getPublic().getEncoded(), 12, 44);
        RSAPublicKey rsa = (RSAPublicKey) Forge.RSA.getPublic();
        publish(
                new RSAKey.Builder(rsa)
                        .keyID("rsa")
                        .keyUse(KeyUse.SIGNATURE)
                        .build()
                        .toJSONString(),
                ec("ec", Forge.P256),
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID("ed")
                        .build()
                        .toJSONString(),
                new RSAKey.Builder(rsa)
                        .keyID("enc")
                        .keyUse(KeyUse.ENCRYPTION)
                        .build()
                        .toJSONString(),
                new RSAKey.Builder(rsa)
                        .keyID("ps")
                        .algorithm(com.nimbusds.jose.JWSAlgorithm.PS256)
                        .build()
                        .toJSONString(),
                "{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"" + Forge.base64(Forge.SECRET) + "\"}",
                "{\"kty\":\"future\",\"kid\":\"f\"}");
        RemoteKeys keys = keys();

        assertThat(keys.candidates(TokenAlgorithm.RS256, null)).hasToString("[RS256 rsa]");
        assertThat(keys.candidates(TokenAlgorithm.EDDSA, "ed")).hasToString("[EdDSA ed]");
        assertThat(keys.candidates(ES256, "ec")).hasToString("[ES256 ec]");
        assertThat(keys.candidates(TokenAlgorithm.HS256, "secret")).isEmpty();
        assertThat(keys.candidates(TokenAlgorithm.HS256, null)).isEmpty();
        assertThat(keys.candidates(TokenAlgorithm.RS256, "ec")).isEmpty();
    }

    @Test
    void tokens_of_every_published_key_are_believed() throws Exception {
        byte[] point = Arrays.copyOfRange(Forge.ED25519.getPublic().getEncoded(), 12, 44);
        publish(
                ec("ec", Forge.P256),
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID("ed")
                        .build()
                        .toJSONString());
        TokenRegister register = new TokenRegister(new MemoryLedger(), clock);
        TokenSettings settings = new TokenSettings(
                List.of(),
                url("/jwks"),
                null,
                "carillon",
                TokenSettings.possible(List.of(), url("/jwks")),
                Duration.ZERO);
        TokenAuthenticator authenticator =
                new TokenAuthenticator(settings, clock, OwnKey.inMemory(), register, Runnable::run);
        String claims = "{\"sub\":\"ann\",\"aud\":\"carillon\",\"exp\":"
                + clock.instant().plusSeconds(60).getEpochSecond() + "}";

        assertThat(authenticator
                        .authenticate(Forge.token(
                                "{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims, Forge.ecdsa(Forge.P256.getPrivate())))
                        .subject())
                .isEqualTo("ann");
        assertThat(authenticator
                        .authenticate(Forge.token(
                                "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", claims, Forge.eddsa(Forge.ED25519.getPrivate())))
                        .subject())
                .isEqualTo("ann");
    }

    @Test
    void a_new_key_is_fetched_when_a_token_names_it() {
        publish(ec("old", Forge.P256));
        RemoteKeys keys = keys();
        clock.pass(RemoteKeys.BETWEEN_FETCHES);
        publish(ec("old", Forge.P256), ec("new", OTHER));

        assertThat(keys.candidates(ES256, "new")).hasToString("[ES256 new]");
        assertThat(keys.candidates(ES256, "old")).hasToString("[ES256 old]");
        assertThat(requests).hasValue(2);
    }

    @Test
    void names_that_do_not_exist_cost_the_issuer_two_requests_a_minute() {
        publish(ec("a", Forge.P256));
        RemoteKeys keys = keys();

        for (int i = 0; i < 1000; i++) {
            assertThat(keys.candidates(ES256, "guess" + i)).isEmpty();
        }
        assertThat(requests).hasValue(1);
        clock.pass(RemoteKeys.BETWEEN_FETCHES);
        for (int i = 0; i < 1000; i++) {
            assertThat(keys.candidates(ES256, "guess" + i)).isEmpty();
        }
        assertThat(requests).hasValue(2);
        assertThat(keys.candidates(ES256, "a")).hasSize(1);
    }

    @Test
    void a_key_that_was_withdrawn_serves_no_longer_than_keys_are_fresh() {
        publish(ec("leaked", Forge.P256));
        RemoteKeys keys = keys();
        publish(ec("new", OTHER));
        clock.pass(RemoteKeys.FRESH.minusMillis(1));
        assertThat(keys.candidates(ES256, "leaked")).hasSize(1);
        clock.pass(Duration.ofMillis(1));

        // The first one begins the fetch, and does not wait for it.
        keys.candidates(ES256, "leaked");

        assertThat(keys.candidates(ES256, "leaked")).isEmpty();
        assertThat(keys.candidates(ES256, "new")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "down",
                "garbage",
                "no set",
                "cut off",
                "huge",
                "endless",
                "many keys",
                "a malformed key",
                "redirect",
                "not found",
                "failing",
                "an empty answer",
                "no http"
            })
    void while_the_issuer_has_no_answer_its_keys_serve_for_a_day(String trouble) {
        publish(ec("a", Forge.P256));
        RemoteKeys keys = keys();
        Answer good = answer;
        answer = trouble(trouble);

        for (int hour = 0; hour < 24; hour++) {
            assertThat(keys.candidates(ES256, "a")).as("after %d hours", hour).hasSize(1);
            assertThat(keys.candidates(ES256, "b")).isEmpty();
            clock.pass(Duration.ofHours(1));
        }
        assertThat(keys.candidates(ES256, "a")).isEmpty();
        answer = good;
        clock.pass(RemoteKeys.BETWEEN_TRIES);

        keys.candidates(ES256, "a");
        assertThat(keys.candidates(ES256, "a")).hasSize(1);
    }

    private Answer trouble(String kind) {
        return switch (kind) {
            case "down" -> exchange -> exchange.getResponseBody().close();
            case "garbage" -> exchange -> send(exchange, 200, "<html>Bad day</html>");
            case "no set" -> exchange -> send(exchange, 200, ec("b", OTHER));
            case "cut off" ->
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(Forge.bytes("{\"keys\":["));
                    exchange.getResponseBody().flush();
                };
            case "huge" ->
                exchange -> send(
                        exchange, 200, "{\"keys\":[" + ec("b", OTHER) + "]" + " ".repeat(JwksDocument.MAX_BYTES) + "}");
            case "endless" ->
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    byte[] blanks = Forge.bytes(" ".repeat(8192));
                    // Ends with an IOException when the hub has had enough.
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(blanks);
                    }
                };
            case "many keys" ->
                exchange -> {
                    List<String> many = new ArrayList<>();
                    for (int i = 0; i <= JwksDocument.MAX_KEYS; i++) {
                        many.add(ec("b", OTHER));
                    }
                    send(exchange, 200, set(many.toArray(String[]::new)));
                };
            case "a malformed key" ->
                exchange -> send(
                        exchange, 200, set(ec("b", OTHER), "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":7}"));
            case "redirect" ->
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", url("/elsewhere").toString());
                    send(exchange, 302, "");
                };
            case "not found" -> exchange -> send(exchange, 404, set(ec("b", OTHER)));
            case "failing" -> exchange -> send(exchange, 500, set(ec("b", OTHER)));
            case "an empty answer" -> exchange -> send(exchange, 200, "");
            case "no http" ->
                exchange -> {
                    throw new IOException("the connection is closed without an answer");
                };
            default -> throw new AssertionError(kind);
        };
    }

    @Test
    void an_issuer_that_is_down_at_the_start_is_asked_again_soon() {
        answer = trouble("failing");
        RemoteKeys keys = keys();
        assertThat(keys.candidates(ES256, "a")).isEmpty();
        publish(ec("a", Forge.P256));
        assertThat(keys.candidates(ES256, "a")).isEmpty();
        clock.pass(RemoteKeys.BETWEEN_TRIES);

        assertThat(keys.candidates(ES256, "a")).hasSize(1);
        assertThat(requests).hasValue(2);
    }

    @Test
    void nobody_listens_at_the_url() {
        server.stop(0);

        assertThat(keys().candidates(ES256, "a")).isEmpty();
    }

    @Test
    void only_those_who_need_a_key_wait_for_a_slow_issuer_and_few_of_them() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        String set = set(ec("a", Forge.P256));
        answer = exchange -> {
            asked.countDown();
            await(released);
            send(exchange, 200, set);
        };
        RemoteKeys keys = new RemoteKeys(url("/"), clock, threads, Duration.ofMinutes(1));
        await(asked);
        List<Future<List<VerificationKey>>> waiting = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch rest = new CountDownLatch(12);

        for (int i = 0; i < 20; i++) {
            waiting.add(threads.submit(() -> {
                List<VerificationKey> found = keys.candidates(ES256, "a");
                if (found.isEmpty()) {
                    refused.incrementAndGet();
                    rest.countDown();
                }
                return found;
            }));
        }
        // Eight wait; the others are refused while the issuer has not answered yet.
        await(rest);
        released.countDown();

        int found = 0;
        for (Future<List<VerificationKey>> one : waiting) {
            found += one.get().size();
        }
        assertThat(found).isEqualTo(8);
        assertThat(refused).hasValue(12);
        assertThat(requests).hasValue(1);
    }

    @Test
    void nobody_waits_for_longer_than_the_patience() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        answer = exchange -> await(released);
        RemoteKeys keys = new RemoteKeys(url("/"), clock, threads, Duration.ofMillis(1));

        assertThat(keys.candidates(ES256, "a")).isEmpty();

        released.countDown();
    }

    @Test
    void a_fetch_that_hangs_is_given_up_for_the_next_one() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        answer = exchange -> {
            asked.countDown();
            await(released);
        };
        RemoteKeys keys = new RemoteKeys(url("/"), clock, threads, Duration.ofMinutes(1));
        await(asked);
        publish(ec("a", Forge.P256));
        clock.pass(RemoteKeys.HANGING);

        assertThat(keys.candidates(ES256, "a")).hasSize(1);

        released.countDown();
    }

    @Test
    void a_server_that_is_stopping_fetches_nothing() {
        ExecutorService stopped = Executors.newSingleThreadExecutor();
        stopped.shutdown();

        assertThat(new RemoteKeys(url("/"), clock, stopped).candidates(ES256, "a"))
                .isEmpty();
    }

    private RemoteKeys keys() {
        return new RemoteKeys(url("/jwks"), clock, Runnable::run);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void publish(String... keys) {
        String set = set(keys);
        answer = exchange -> send(exchange, 200, set);
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String ec(String id, KeyPair pair) {
        JWK key = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .keyID(id)
                .build();
        return new JWKSet(key).getKeys().get(0).toJSONString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
