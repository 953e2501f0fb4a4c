package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is sent, it is a caller or a refusal that tells no secret. */
class TokenFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final long EXP = NOW.plusSeconds(600).getEpochSecond();
    private static final List<VerificationKey> KEYS = List.of(
            VerificationKey.secret(Forge.SECRET),
            VerificationKey.of("rsa", Forge.RSA.getPublic()),
            VerificationKey.of("ec", Forge.P256.getPublic()),
            VerificationKey.of("ed", Forge.ED25519.getPublic()));
    private static final List<Forge.Signer> SIGNERS = List.of(
            Forge.hmac(Forge.SECRET),
            Forge.rsa(Forge.RSA.getPrivate()),
            Forge.ecdsa(Forge.P256.getPrivate()),
            Forge.eddsa(Forge.ED25519.getPrivate()));
    private static final List<String> ALGORITHMS = List.of("HS256", "RS256", "ES256", "EdDSA");
    private static final String CLAIMS = "{\"exp\":" + EXP + ",\"aud\":\"carillon\",\"sub\":\"ann\",\"jti\":\"1\","
            + "\"carillon\":{\"publish\":[\"a/*\"],\"subscribe\":[\"b\"],\"admin\":false,\"name\":\"Ann\"}}";

    private static final List<String> REAL =
            IntStream.range(0, 4).mapToObj(kind -> real(kind, CLAIMS)).toList();

    private final TokenAuthenticator authenticator = new TokenAuthenticator(
            new TokenSettings(KEYS, null, null, "carillon", TokenSettings.possible(KEYS, null), Duration.ofSeconds(30)),
            CLOCK,
            OwnKey.inMemory(),
            new TokenRegister(new MemoryLedger(), CLOCK),
            Runnable::run);

    @Property
    void any_text_is_refused(@ForAll String text) {
        assertThat(outcome(text)).isEqualTo("refused");
    }

    @Property
    void any_three_parts_are_refused(@ForAll("parts") String text) {
        assertThat(outcome(text)).isEqualTo("refused");
    }

    /** Whoever has no key can change nothing, wherever he tries. */
    @Property
    void a_real_token_that_was_changed_is_refused_or_says_the_same(
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll("mutations") String mutation) {
        String token = REAL.get(kind);
        int at = place % token.length();
        String changed = switch (mutation.charAt(0)) {
            case 'd' -> token.substring(0, at) + token.substring(at + 1);
            case 'i' -> token.substring(0, at) + mutation.substring(1) + token.substring(at);
            case 't' -> token.substring(0, at);
            default ->
                token.substring(0, at) + mutation.substring(1) + token.substring(Math.min(at + 1, token.length()));
        };

        Caller caller = caller(changed);

        if (caller != null) {
            assertThat(caller).isEqualTo(authenticator.authenticate(token));
            // Only the unused bits at the end of a signature can differ.
            assertThat(changed.substring(0, changed.lastIndexOf('.')))
                    .isEqualTo(token.substring(0, token.lastIndexOf('.')));
        }
    }

    /** Whoever has a key can say anything. What he says is understood or refused. */
    @Property
    void claims_of_any_kind_are_understood_or_refused(@ForAll("claims") String claims) {
        Caller caller = caller(real(0, claims));

        if (caller != null) {
            assertThat(TokenLimits.flawInLabel(caller.subject())).isNull();
            assertThat(TokenLimits.flawInLabel(caller.name())).isNull();
            assertThat(TokenLimits.flawInLabel(String.valueOf(caller.tokenId())))
                    .isNull();
            assertThat(caller.grants().publish().selectors()).hasSizeLessThanOrEqualTo(TokenLimits.MAX_SELECTORS);
            assertThat(caller.expiresAt()).isAfter(NOW.minusSeconds(30));
        }
    }

    @Provide
    Arbitrary<String> parts() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.strings().map(text -> Forge.base64(Forge.bytes(text))),
                json().map(text -> Forge.base64(Forge.bytes(text))),
                Arbitraries.strings().withChars("abcABC019-_=+/ ").ofMaxLength(40),
                Arbitraries.of(
                        Forge.base64(Forge.bytes("{\"alg\":\"HS256\"}")),
                        Forge.base64(Forge.bytes("{\"alg\":\"ES256\",\"kid\":\"ec\"}")),
                        Forge.base64(Forge.bytes(CLAIMS))));
        return part.list().ofSize(3).map(parts -> String.join(".", parts));
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> characters = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ABab019-_.=").ofMinLength(1).ofMaxLength(3),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(2));
        return Arbitraries.oneOf(Arbitraries.of("d", "t"), characters.map(c -> "i" + c), characters.map(c -> "r" + c));
    }

    @Provide
    Arbitrary<String> claims() {
        Arbitrary<String> name = Arbitraries.of("exp", "nbf", "iat", "aud", "iss", "sub", "jti", "carillon", "x");
        Arbitrary<String> member = Combinators.combine(
                        name,
                        Arbitraries.oneOf(
                                json(),
                                ours(),
                                Arbitraries.of(
                                        "\"carillon\"",
                                        "[\"carillon\"]",
                                        Long.toString(EXP),
                                        EXP + ".5",
                                        "1.7e9",
                                        "\"Ann\"")))
                .as((key, value) -> "\"" + key + "\":" + value);
        return Combinators.combine(member.list().ofMaxSize(4), Arbitraries.of(true, true, true, false))
                .as((members, whole) -> {
                    String start = whole ? "\"exp\":" + EXP + ",\"aud\":\"carillon\"" : "\"z\":1";
                    return "{" + start + (members.isEmpty() ? "" : ",") + String.join(",", members) + "}";
                });
    }

    private static Arbitrary<String> ours() {
        Arbitrary<String> name = Arbitraries.of("publish", "subscribe", "admin", "name", "y");
        Arbitrary<String> selectors = Arbitraries.of(
                        "\"a\"", "\"a/*\"", "\"**\"", "\"~a\"", "\"a//b\"", "7", "\"a/**\"")
                .list()
                .ofMaxSize(3)
                .map(list -> "[" + String.join(",", list) + "]");
        Arbitrary<String> value = Arbitraries.oneOf(selectors, Arbitraries.of("true", "false", "\"Bob\""), json());
        return Combinators.combine(name, value)
                .as((key, one) -> "\"" + key + "\":" + one)
                .list()
                .ofMaxSize(4)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> text = Arbitraries.strings()
                .ofMaxLength(20)
                .map(value -> "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        Arbitrary<String> number = Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.of("1e400", "-0", "1e999999999", "0.0000000000001"));
        Arbitrary<String> leaf = Arbitraries.oneOf(text, number, Arbitraries.of("null", "true", "false", "", "{", "]"));
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> leaf.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                () -> leaf.map(one -> "{\"a\":" + one + "}"));
    }

    private static String real(int kind, String claims) {
        return Forge.token("{\"alg\":\"" + ALGORITHMS.get(kind) + "\"}", claims, SIGNERS.get(kind));
    }

    private String outcome(String token) {
        return caller(token) == null ? "refused" : "believed";
    }

    private Caller caller(String token) {
        try {
            return authenticator.authenticate(token);
        } catch (UnauthenticatedException e) {
            assertThat(e.problem()).isIn(Problem.INVALID_TOKEN, Problem.TOKEN_EXPIRED);
            assertThat(e.getMessage()).doesNotContain("0123456789abcdef0123456789abcdef");
            assertThat(String.valueOf(e.getMessage()).chars().noneMatch(Character::isISOControl))
                    .isTrue();
            return null;
        }
    }
}
