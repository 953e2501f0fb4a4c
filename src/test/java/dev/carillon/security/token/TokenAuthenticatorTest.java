package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Authenticator;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is believed, and every known way to be believed without a right to it. */
class TokenAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final long EXP = NOW.plusSeconds(600).getEpochSecond();
    private static final String HS = "{\"alg\":\"HS256\"}";
    private static final String RS = "{\"alg\":\"RS256\"}";
    private static final String GOOD = claims("");
    private static final Forge.Signer SECRET = Forge.hmac(Forge.SECRET);
    private static final byte[] OWN_SECRET = Forge.bytes("the-own-key-of-a-hub-in-the-tests");
    private static final OwnKey OWN_KEY = new OwnKey(OWN_SECRET);

    private final TokenRegister register = new TokenRegister(new MemoryLedger(), CLOCK);
    private final TokenMint mint = new TokenMint(OWN_KEY, register, CLOCK, RandomGenerator.of("L64X128MixRandom"));

    private static final List<VerificationKey> ALL_KEYS = List.of(
            VerificationKey.secret(Forge.SECRET),
            VerificationKey.of(null, Forge.RSA.getPublic()),
            VerificationKey.of("ec", Forge.P256.getPublic()),
            VerificationKey.of(null, Forge.ED25519.getPublic()));

    private Authenticator knowing(List<VerificationKey> keys) {
        return new TokenAuthenticator(
                new TokenSettings(
                        keys, null, null, "carillon", TokenSettings.possible(keys, null), Duration.ofSeconds(30)),
                CLOCK,
                OWN_KEY,
                register,
                Runnable::run);
    }

    static Stream<Arguments> signatures() {
        return Stream.of(
                Arguments.of(HS, SECRET),
                Arguments.of("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"any\"}", SECRET),
                Arguments.of(RS, Forge.rsa(Forge.RSA.getPrivate())),
                Arguments.of("{\"alg\":\"ES256\",\"kid\":\"ec\"}", Forge.ecdsa(Forge.P256.getPrivate())),
                Arguments.of("{\"alg\":\"ES256\"}", Forge.ecdsa(Forge.P256.getPrivate())),
                Arguments.of("{\"alg\":\"EdDSA\"}", Forge.eddsa(Forge.ED25519.getPrivate())));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void a_token_that_a_known_key_has_signed_says_who_calls(String header, Forge.Signer signer) {
        String claims = claims("\"sub\":\"ann\",\"jti\":\"7\",\"carillon\":{\"publish\":[\"a/*\"],"
                + "\"subscribe\":[\"b/**\",\"c\"],\"admin\":true,\"name\":\"Ann O.\"}");

        Caller caller = knowing(ALL_KEYS).authenticate(Forge.token(header, claims, signer));

        assertThat(caller)
                .isEqualTo(new Caller(
                        "ann",
                        "Ann O.",
                        new Grants(SelectorSet.of("a/*"), SelectorSet.of("b/**", "c"), true),
                        Credential.BEARER,
                        "7",
                        Instant.ofEpochSecond(EXP)));
    }

    @Test
    void a_token_without_names_is_named_by_what_was_signed_and_grants_nothing() {
        String token = Forge.token(HS, GOOD, SECRET);

        Caller caller = knowing(ALL_KEYS).authenticate(token);

        assertThat(caller.subject()).matches("token:[0-9a-f]{16}").isEqualTo(caller.tokenId());
        assertThat(caller.name()).isEqualTo(caller.subject());
        assertThat(caller.grants()).isEqualTo(Grants.NONE);
    }

    @Test
    void another_way_to_write_a_signature_makes_no_other_token() {
        String token = Forge.token("{\"alg\":\"ES256\"}", GOOD, Forge.ecdsa(Forge.P256.getPrivate()));
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
        // For ECDSA (r, -s) is as good as (r, s).
        BigInteger order = ((ECPublicKey) Forge.P256.getPublic()).getParams().getOrder();
        byte[] other = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] turned = Arrays.copyOf(signature, 64);
        Arrays.fill(turned, 32, 64, (byte) 0);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, turned, 64 - length, length);
        String same = token.substring(0, token.lastIndexOf('.') + 1) + Forge.base64(turned);
        Authenticator authenticator = knowing(ALL_KEYS);

        Caller caller = authenticator.authenticate(token);
        mint.revoke(String.valueOf(caller.tokenId()));

        assertThat(same).isNotEqualTo(token);
        assertThat(refusal(authenticator, same).problem()).isEqualTo(Problem.TOKEN_REVOKED);
    }

    @Test
    void a_subject_is_the_name_of_who_has_no_other() {
        Caller caller = knowing(ALL_KEYS).authenticate(Forge.token(HS, claims("\"sub\":\"Bob\""), SECRET));

        assertThat(caller.name()).isEqualTo("Bob");
    }

    @Test
    void a_claim_that_nobody_knows_means_nothing() {
        String claims = claims("\"roles\":[\"x\"],\"carillon\":{\"publish\":[\"a\"],\"later\":{}}");

        Caller caller = knowing(ALL_KEYS).authenticate(Forge.token(HS, claims, SECRET));

        assertThat(caller.grants()).isEqualTo(new Grants(SelectorSet.of("a"), SelectorSet.none(), false));
    }

    @Test
    void the_audience_may_be_one_of_several() {
        String claims = "{\"exp\":" + EXP + ",\"aud\":[\"other\",\"carillon\"]}";

        assertThat(knowing(ALL_KEYS).authenticate(Forge.token(HS, claims, SECRET)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"-1, INVALID_TOKEN", "0, ''", "29, ''", "30, TOKEN_EXPIRED", "9999999, TOKEN_EXPIRED"})
    void a_token_is_believed_for_the_clock_skew_after_its_end(long secondsAfter, String problem) {
        // -1 stands for a token without an end
        String exp = secondsAfter < 0
                ? ""
                : "\"exp\":" + NOW.minusSeconds(secondsAfter).getEpochSecond() + ",";
        String token = Forge.token(HS, "{" + exp + "\"aud\":\"carillon\"}", SECRET);

        assertOutcome(token, problem);
    }

    @ParameterizedTest
    @CsvSource({"nbf, 30, ''", "nbf, 31, INVALID_TOKEN", "iat, 30, ''", "iat, 31, INVALID_TOKEN"})
    void a_token_is_not_believed_before_its_time(String claim, long secondsAhead, String problem) {
        long time = NOW.plusSeconds(secondsAhead).getEpochSecond();
        String token = Forge.token(HS, claims("\"" + claim + "\":" + time), SECRET);

        assertOutcome(token, problem);
    }

    @ParameterizedTest
    @CsvSource({"366, 0, ''", "367, 0, INVALID_TOKEN", "1, 365, ''", "1, 366, INVALID_TOKEN"})
    void no_token_lives_longer_than_its_revocation_would_be_kept(long daysLeft, long daysOld, String problem) {
        String token = Forge.token(
                HS,
                "{\"aud\":\"carillon\",\"exp\":"
                        + NOW.plus(Duration.ofDays(daysLeft)).getEpochSecond() + ",\"iat\":"
                        + NOW.minus(Duration.ofDays(daysOld)).getEpochSecond() + "}",
                SECRET);

        assertOutcome(token, problem);
    }

    private void assertOutcome(String token, String problem) {
        if (problem.isEmpty()) {
            assertThat(knowing(ALL_KEYS).authenticate(token)).isNotNull();
        } else {
            assertThat(refusal(knowing(ALL_KEYS), token).problem()).isEqualTo(Problem.valueOf(problem));
        }
    }

    static Stream<Arguments> attacks() {
        byte[] spki = Forge.RSA.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki) + "\n-----END PUBLIC KEY-----";
        byte[] modulus = ((RSAPublicKey) Forge.RSA.getPublic()).getModulus().toByteArray();
        KeyPair strangersRsa = Forge.pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        KeyPair strangersEc = Forge.pair("EC", new ECGenParameterSpec("secp256r1"));
        KeyPair otherCurve = Forge.pair("EC", new ECGenParameterSpec("secp384r1"));
        String jwk = "{\"kty\":\"oct\",\"k\":\"" + Forge.base64(new byte[32]) + "\"}";
        String good = Forge.token(HS, GOOD, SECRET);
        String part = good.substring(0, good.indexOf('.'));
        Forge.Signer nothing = signed -> new byte[0];
        return Stream.of(
                attack("no signature", Forge.token("{\"alg\":\"none\"}", GOOD, nothing)),
                attack("NoNe", Forge.token("{\"alg\":\"NoNe\"}", GOOD, nothing)),
                attack("none with a right signature", Forge.token("{\"alg\":\"none\"}", GOOD, SECRET)),
                attack("HS256 with an empty signature", Forge.token(HS, GOOD, nothing)),
                attack("no algorithm", Forge.token("{}", GOOD, SECRET)),
                attack("an algorithm in small letters", Forge.token("{\"alg\":\"hs256\"}", GOOD, SECRET)),
                attack("an algorithm that is no text", Forge.token("{\"alg\":[\"HS256\"]}", GOOD, SECRET)),
                attack("HS512 with the secret", Forge.token("{\"alg\":\"HS512\"}", GOOD, SECRET)),
                attack(
                        "PS256 with the right key",
                        Forge.token("{\"alg\":\"PS256\"}", GOOD, Forge.rsa(Forge.RSA.getPrivate()))),
                attack("public key as secret: DER", Forge.token(HS, GOOD, Forge.hmac(spki))),
                attack("public key as secret: PEM", Forge.token(HS, GOOD, Forge.hmac(Forge.bytes(pem)))),
                attack("public key as secret: PEM and LF", Forge.token(HS, GOOD, Forge.hmac(Forge.bytes(pem + "\n")))),
                attack(
                        "public key as secret: PEM with CRLF",
                        Forge.token(HS, GOOD, Forge.hmac(Forge.bytes(pem.replace("\n", "\r\n") + "\r\n")))),
                attack("public key as secret: modulus", Forge.token(HS, GOOD, Forge.hmac(modulus))),
                attack(
                        "public key as secret: Base64",
                        Forge.token(
                                HS,
                                GOOD,
                                Forge.hmac(Forge.bytes(Base64.getEncoder().encodeToString(spki))))),
                attack("another secret", Forge.token(HS, GOOD, Forge.hmac(new byte[32]))),
                attack("another RSA key", Forge.token(RS, GOOD, Forge.rsa(strangersRsa.getPrivate()))),
                attack(
                        "another curve key",
                        Forge.token("{\"alg\":\"ES256\"}", GOOD, Forge.ecdsa(strangersEc.getPrivate()))),
                attack("another curve", Forge.token("{\"alg\":\"ES256\"}", GOOD, Forge.ecdsa(otherCurve.getPrivate()))),
                attack(
                        "a curve key of another name",
                        Forge.token(
                                "{\"alg\":\"ES256\",\"kid\":\"other\"}", GOOD, Forge.ecdsa(Forge.P256.getPrivate()))),
                attack("r = s = 0 (CVE-2022-21449)", Forge.token("{\"alg\":\"ES256\"}", GOOD, s -> new byte[64])),
                attack(
                        "DER instead of r and s",
                        Forge.token(
                                "{\"alg\":\"ES256\"}", GOOD, Forge.signer("SHA256withECDSA", Forge.P256.getPrivate()))),
                attack("Ed25519 of zeros", Forge.token("{\"alg\":\"EdDSA\"}", GOOD, s -> new byte[64])),
                attack("Ed25519 of one byte", Forge.token("{\"alg\":\"EdDSA\"}", GOOD, s -> new byte[1])),
                attack(
                        "one kind of key for another algorithm",
                        Forge.token("{\"alg\":\"EdDSA\"}", GOOD, Forge.rsa(Forge.RSA.getPrivate()))),
                attack(
                        "a key in the header",
                        Forge.token("{\"alg\":\"HS256\",\"jwk\":" + jwk + "}", GOOD, Forge.hmac(new byte[32]))),
                attack(
                        "a key at a URL",
                        Forge.token(
                                "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/\",\"x5u\":\"http://127.0.0.1:1/\"}",
                                GOOD,
                                Forge.rsa(strangersRsa.getPrivate()))),
                attack(
                        "a name of a key that is a path",
                        Forge.token(
                                "{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\"}",
                                GOOD,
                                Forge.hmac(new byte[32]))),
                attack(
                        "a name of a key that is SQL",
                        Forge.token(
                                "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'k\"}", GOOD, Forge.hmac(new byte[32]))),
                attack("the own key's name, without its issuer", own("{\"alg\":\"HS256\",\"kid\":\"own\"}", GOOD)),
                attack("the own key's issuer, without its name", own(HS, claims("\"iss\":\"carillon\""))),
                attack(
                        "the shared secret for the own key",
                        Forge.token("{\"alg\":\"HS256\",\"kid\":\"own\"}", claims("\"iss\":\"carillon\""), SECRET)),
                attack(
                        "the own key's name with another algorithm",
                        Forge.token(
                                "{\"alg\":\"RS256\",\"kid\":\"own\"}",
                                claims("\"iss\":\"carillon\""),
                                Forge.rsa(Forge.RSA.getPrivate()))),
                attack(
                        "signed with the own key, but never minted",
                        own("{\"alg\":\"HS256\",\"kid\":\"own\"}", claims("\"iss\":\"carillon\",\"jti\":\"1\""))),
                attack(
                        "what must be understood",
                        Forge.token("{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", GOOD, SECRET)),
                attack("an empty crit", Forge.token("{\"alg\":\"HS256\",\"crit\":[]}", GOOD, SECRET)),
                attack(
                        "a payload that is not encoded",
                        Forge.token("{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}", GOOD, SECRET)),
                attack("b64 alone", Forge.token("{\"alg\":\"HS256\",\"b64\":false}", GOOD, SECRET)),
                attack("compressed", Forge.token("{\"alg\":\"HS256\",\"zip\":\"DEF\"}", GOOD, SECRET)),
                attack("encrypted", Forge.token("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", GOOD, SECRET) + ".x.y"),
                attack(
                        "the header of an encrypted one",
                        Forge.token("{\"alg\":\"HS256\",\"enc\":\"A\"}", GOOD, SECRET)),
                attack("nothing", ""),
                attack("one part", part),
                attack("two parts", good.substring(0, good.lastIndexOf('.'))),
                attack("two dots missing", good.replace(".", "")),
                attack("four parts", good + "." + part),
                attack("only dots", ".."),
                attack("a megabyte of dots", ".".repeat(1 << 20)),
                attack("a megabyte", "a".repeat(1 << 20)),
                attack("one character too long", Forge.token(HS, padded(TokenLimits.MAX_LENGTH + 1), SECRET)),
                attack("padding", part + "=" + good.substring(part.length())),
                attack("blanks", good.replace(".", " .")),
                attack("a line break", good + "\n"),
                attack("NUL", good + "\0"),
                attack("no Base64", "äöü" + good.substring(3)),
                attack("Base64 of another alphabet", good.replace('_', '/').replace('-', '+') + "+"),
                attack("a changed payload", Forge.token(HS, GOOD, s -> SECRET.sign(Forge.bytes("other")))),
                attack("a header that is no JSON", Forge.token("alg=HS256", GOOD, SECRET)),
                attack("a header that is an array", Forge.token("[\"HS256\"]", GOOD, SECRET)),
                attack("JSON and something else", Forge.token(HS, GOOD + "{}", SECRET)),
                attack("no claims", Forge.token(HS, "", SECRET)),
                attack("null", Forge.token(HS, "null", SECRET)),
                attack("no UTF-8", Forge.token(Forge.bytes(HS), latin(claims("\"sub\":\"ä\"")), SECRET)),
                attack("UTF-16", Forge.token(Forge.bytes(HS), GOOD.getBytes(StandardCharsets.UTF_16), SECRET)),
                attack("too deep", Forge.token(HS, claims("\"x\":" + "[".repeat(2900) + "]".repeat(2900)), SECRET)),
                attack("a number of many digits", Forge.token(HS, claims("\"nbf\":" + "9".repeat(5000)), SECRET)),
                attack("two algorithms", Forge.token("{\"alg\":\"none\",\"alg\":\"HS256\"}", GOOD, SECRET)),
                attack("two subjects", Forge.token(HS, claims("\"sub\":\"ann\",\"sub\":\"bob\""), SECRET)),
                attack("two grants", Forge.token(HS, claims("\"carillon\":{\"admin\":false,\"admin\":true}"), SECRET)),
                attack("another audience", Forge.token(HS, "{\"exp\":" + EXP + ",\"aud\":\"other\"}", SECRET)),
                attack("other audiences", Forge.token(HS, "{\"exp\":" + EXP + ",\"aud\":[\"a\",7]}", SECRET)),
                attack("no audience", Forge.token(HS, "{\"exp\":" + EXP + "}", SECRET)),
                attack("an audience in an object", Forge.token(HS, "{\"exp\":" + EXP + ",\"aud\":{}}", SECRET)),
                attack("an end that is text", Forge.token(HS, "{\"exp\":\"" + EXP + "\"}", SECRET)),
                attack("an end that is null", Forge.token(HS, "{\"exp\":null,\"aud\":\"carillon\"}", SECRET)),
                attack("an end that is huge", Forge.token(HS, "{\"exp\":1e999999999}", SECRET)),
                attack("an end that is tiny", Forge.token(HS, "{\"exp\":1e-999999999,\"aud\":\"carillon\"}", SECRET)),
                attack("an end before 1970", Forge.token(HS, "{\"exp\":-1}", SECRET)),
                attack("a beginning that is text", Forge.token(HS, claims("\"nbf\":\"now\""), SECRET)));
    }

    private static Arguments attack(String name, String token) {
        return Arguments.of(name, token);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void what_is_not_believed(String name, String token) {
        UnauthenticatedException refusal = refusal(knowing(ALL_KEYS), token);

        assertThat(refusal.problem()).isIn(Problem.INVALID_TOKEN, Problem.TOKEN_EXPIRED);
        assertTellsNoSecret(refusal, token);
    }

    private static void assertTellsNoSecret(UnauthenticatedException refusal, String token) {
        String text = String.valueOf(refusal.getMessage());
        assertThat(text.length()).isLessThan(500);
        assertThat(text).doesNotContain(new String(Forge.SECRET, StandardCharsets.UTF_8));
        for (String part : token.split("\\.", -1)) {
            if (part.length() > 10) {
                assertThat(text).doesNotContain(part);
            }
        }
        assertThat(refusal.getCause()).isNull();
    }

    /** The attacks prove nothing if what they attack with is refused for another reason. */
    @Test
    void what_the_attacks_change_is_believed_unchanged() {
        assertThat(knowing(ALL_KEYS).authenticate(Forge.token(HS, GOOD, SECRET)))
                .isNotNull();
        assertThat(knowing(ALL_KEYS).authenticate(Forge.token(HS, padded(TokenLimits.MAX_LENGTH), SECRET)))
                .isNotNull();
        assertThat(knowing(ALL_KEYS).authenticate(Forge.token(HS, claims("\"sub\":\"ä\""), SECRET)))
                .isNotNull();
        assertThat(knowing(ALL_KEYS)
                        .authenticate(Forge.token(HS, claims("\"x\":" + "[".repeat(90) + "]".repeat(90)), SECRET)))
                .isNotNull();
        String own =
                mint.mint(new Grant("n", "s", Grants.NONE, Duration.ofHours(1))).token();
        assertThat(knowing(List.of()).authenticate(own).subject()).isEqualTo("s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"publish\":[\"a\",\"b/\"]|Selector 2 of \"publish\": In 'b/' it has an empty segment.",
                "\"subscribe\":[\"**/a\"]|Selector 1 of \"subscribe\": In '**/a' '**' stands before the end.",
                "\"subscribe\":[7]|Selector 1 of \"subscribe\" is not a string.",
                "\"subscribe\":\"**\"|\"subscribe\" is not an array.",
                "\"publish\":[\"~tokens\"]|Selector 1 of \"publish\" begins with '~'; such channels belong to the server.",
                "\"subscribe\":[\"~tokens/**\"]|Selector 1 of \"subscribe\" begins with '~'; such channels belong to the server.",
                "\"admin\":\"true\"|\"admin\" is neither true nor false.",
                "\"name\":\"a\\u0007b\"|\"name\" has U+0007 as character 2.",
                "\"name\":\"a\\u202eb\"|\"name\" has U+202E as character 2.",
                "\"name\":\"\\ud800\"|\"name\" has U+D800 as character 1.",
                "\"name\":\" \"|\"name\" is blank.",
                "\"name\":7|\"name\" is not a string.",
            })
    void a_claim_that_is_wrong_is_named(String claim, String finding) {
        String token = Forge.token(HS, claims("\"carillon\":{" + claim + "}"), SECRET);

        UnauthenticatedException refusal = refusal(knowing(ALL_KEYS), token);

        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
        assertThat(refusal.finding()).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sub\":\"\"|\"sub\" is blank.",
                "\"sub\":\"a\\nb\"|\"sub\" has U+000A as character 2.",
                "\"sub\":7|\"sub\" is not a string.",
                "\"jti\":\"\\u0000\"|\"jti\" has U+0000 as character 1.",
                "\"jti\":null|\"jti\" is not a string.",
                "\"carillon\":[]|\"carillon\" is not an object.",
                "\"carillon\":null|\"carillon\" is not an object.",
            })
    void a_name_that_is_wrong_is_named(String claim, String finding) {
        assertThat(refusal(knowing(ALL_KEYS), Forge.token(HS, claims(claim), SECRET))
                        .finding())
                .isEqualTo(finding);
    }

    @Test
    void labels_and_lists_have_an_end() {
        String longest = "s".repeat(TokenLimits.MAX_LABEL_LENGTH);
        Authenticator authenticator = knowing(ALL_KEYS);

        assertThat(authenticator
                        .authenticate(Forge.token(HS, claims("\"sub\":\"" + longest + "\""), SECRET))
                        .subject())
                .isEqualTo(longest);
        assertThat(refusal(authenticator, Forge.token(HS, claims("\"sub\":\"" + longest + "s\""), SECRET))
                        .finding())
                .isEqualTo("\"sub\" has 129 characters.");
        String many = "\"a\",".repeat(TokenLimits.MAX_SELECTORS) + "\"a\"";
        assertThat(refusal(authenticator, Forge.token(HS, claims("\"carillon\":{\"publish\":[" + many + "]}"), SECRET))
                        .finding())
                .isEqualTo("\"publish\" has 257 selectors, and 256 are allowed.");
    }

    @Test
    void who_has_to_have_issued_a_token_is_told() {
        Authenticator strict = new TokenAuthenticator(
                new TokenSettings(
                        ALL_KEYS,
                        null,
                        "https://id.example",
                        "hub-7",
                        Set.of(TokenAlgorithm.HS256),
                        Duration.ofSeconds(30)),
                CLOCK,
                OWN_KEY,
                register,
                Runnable::run);
        String right = "{\"exp\":" + EXP + ",\"aud\":\"hub-7\",\"iss\":\"https://id.example\"}";

        assertThat(strict.authenticate(Forge.token(HS, right, SECRET))).isNotNull();
        assertThat(refusal(strict, Forge.token(HS, right.replace("hub-7", "carillon"), SECRET))
                        .rule())
                .contains("hub-7");
        assertThat(refusal(strict, Forge.token(HS, right.replace("https", "http"), SECRET))
                        .rule())
                .contains("https://id.example");
        assertThat(refusal(strict, Forge.token(HS, right.replace("iss", "issuer"), SECRET))
                        .rule())
                .contains("https://id.example");
        assertThat(refusal(strict, Forge.token(RS, right, Forge.rsa(Forge.RSA.getPrivate())))
                        .rule())
                .endsWith("allowed: HS256.");
        // The hub's own tokens are for the hub, whatever others are for.
        String own =
                mint.mint(new Grant("n", "s", Grants.ALL, Duration.ofHours(1))).token();
        assertThat(strict.authenticate(own).grants()).isEqualTo(Grants.ALL);
    }

    @Test
    void a_hub_without_keys_believes_its_own_tokens_alone() {
        Authenticator alone = knowing(List.of());

        assertThat(refusal(alone, Forge.token(HS, GOOD, SECRET)).rule()).contains("none, because no key is set");
        String own =
                mint.mint(new Grant("n", "s", Grants.NONE, Duration.ofHours(1))).token();
        assertThat(alone.authenticate(own).name()).isEqualTo("n");
    }

    @Test
    void an_algorithm_needs_a_key() {
        Set<TokenAlgorithm> all = EnumSet.allOf(TokenAlgorithm.class);

        assertThat(catchThrowable(() -> new TokenSettings(
                        List.of(VerificationKey.secret(Forge.SECRET)), null, null, "a", all, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no key for ");
    }

    /** What somebody could do who had the key. */
    private static String own(String header, String claims) {
        return Forge.token(header, claims, Forge.hmac(OWN_SECRET));
    }

    private static UnauthenticatedException refusal(Authenticator authenticator, String token) {
        UnauthenticatedException refusal =
                catchThrowableOfType(UnauthenticatedException.class, () -> authenticator.authenticate(token));
        assertThat(refusal).as("a token was believed").isNotNull();
        return refusal;
    }

    private static String claims(String more) {
        return "{\"exp\":" + EXP + ",\"aud\":\"carillon\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    /** Claims that make a token of this length with the header {@link #HS}. */
    private static String padded(int length) {
        int overhead = Forge.token(HS, "", signed -> new byte[32]).length();
        int bytes = (length - overhead) * 3 / 4;
        String claims = claims("\"x\":\"\"");
        return claims.substring(0, claims.length() - 2) + "x".repeat(bytes - claims.length()) + "\"}";
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
