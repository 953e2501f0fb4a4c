package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a proxy's header: no failure, nothing that is no address, and nobody says who he is himself. */
class ForwardingFuzzTest {

    private static final Networks PROXIES = Networks.of("127.0.0.0/8, 10.0.0.0/8");
    private static final String CLIENT = "203.0.113.7";

    @Property
    void any_text_is_read_without_failure_and_gives_addresses_only(
            @ForAll("headers") String forwarded, @ForAll("headers") String proto, @ForAll("headers") String host) {
        check(Forwarding.walk("127.0.0.1", ForwardedHeaders.forwarded(forwarded), PROXIES));
        check(Forwarding.walk("127.0.0.1", ForwardedHeaders.xForwarded(forwarded, proto, host), PROXIES));
    }

    /** The nearest proxy writes the client's address behind whatever the client has sent. */
    @Property
    void a_client_cannot_say_who_he_is(@ForAll("headers") String claim) {
        Forwarding asList =
                Forwarding.walk("127.0.0.1", ForwardedHeaders.xForwarded(claim + ", " + CLIENT, null, null), PROXIES);

        boolean tooLong = claim.length() + 2 + CLIENT.length() > ForwardedHeaders.MAX_CHARACTERS;
        assertThat(asList.address()).isEqualTo(tooLong ? "127.0.0.1" : CLIENT);
    }

    /** An open quote would swallow what the proxy adds; then nothing is believed. */
    @Property
    void a_client_cannot_say_who_he_is_in_rfc_7239_either(@ForAll("headers") String claim) {
        Forwarding walked =
                Forwarding.walk("127.0.0.1", ForwardedHeaders.forwarded(claim + ", for=" + CLIENT), PROXIES);

        assertThat(walked.address()).isIn(CLIENT, "127.0.0.1");
    }

    private static void check(Forwarding walked) {
        assertThat(Addresses.parse(walked.address())).as(walked.address()).isNotNull();
        assertThat(walked.scheme()).isIn(null, "http", "https");
        if (walked.host() != null) {
            assertThat(walked.host()).doesNotContainPattern("[^A-Za-z0-9._:\\[\\]-]");
        }
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> pieces = Arbitraries.of(
                "for=",
                "proto=",
                "host=",
                "by=",
                ",",
                ";",
                "=",
                "\"",
                "\\",
                " ",
                "\t",
                "[",
                "]",
                ":",
                "::1",
                "127.0.0.1",
                "10.0.0.1",
                "6.6.6.6",
                "2001:db8::1",
                "unknown",
                "_x",
                "https",
                "http",
                "a.example",
                "%",
                "\0",
                "\r\n",
                "é",
                "0x7f000001",
                "1.2.3.4/8",
                "*",
                "-",
                ":80",
                "99999999999");
        Arbitrary<String> built = pieces.list().ofMaxSize(12).map(ForwardingFuzzTest::join);
        return Arbitraries.oneOf(built, Arbitraries.strings().ofMaxLength(60));
    }

    private static String join(List<String> pieces) {
        return pieces.stream().collect(Collectors.joining());
    }
}
