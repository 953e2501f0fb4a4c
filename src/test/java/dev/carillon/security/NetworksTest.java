package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private final Networks networks = Networks.of("127.0.0.0/8, ::1  10.1.2.3, 2001:db8::/32");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "128.0.0.1, false",
        "10.1.2.3, true",
        "10.1.2.4, false",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "::2, false",
        "2001:db8:1::9, true",
        "2001:db9::1, false",
        "::ffff:127.0.0.1, true",
        "::ffff:128.0.0.1, false",
        "2001:db8::1%eth0, true"
    })
    void an_address_is_in_a_network_or_not(String address, boolean in) {
        assertThat(networks.contains(address)).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "*", "127.1", "unknown", "127.0.0.1:80", "/tmp/socket"})
    void what_is_no_address_is_in_no_network(String address) {
        assertThat(networks.contains(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nobody_is_in_none(String none) {
        assertThat(Networks.of(none).contains("127.0.0.1")).isFalse();
    }

    @Test
    void who_has_no_address_is_in_no_network() {
        assertThat(networks.contains((String) null)).isFalse();
    }

    /** Both ways, or a proxy that is named so would not be believed. */
    @ParameterizedTest
    @CsvSource({
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "::ffff:10.1.2.3, ::ffff:10.1.2.3, true",
        "::ffff:10.1.2.3, 10.1.2.4, false",
        "::ffff:10.0.0.0/104, 10.9.9.9, true",
        "::ffff:10.0.0.0/104, 11.0.0.1, false",
        "::/0, 10.1.2.3, false"
    })
    void an_ipv4_network_in_the_guise_of_ipv6_is_what_it_is(String network, String address, boolean in) {
        assertThat(Networks.of(network).contains(address)).isEqualTo(in);
    }

    /** A list that means more than it seems to would open the door. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.*.*.*",
                "*",
                "1-5.0.0.1",
                "10",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0-10.0.0.9",
                "localhost",
                "10.0.0.0/255.0.0.0",
                "example.org",
                "0x7f.1"
            })
    void what_is_neither_an_address_nor_a_network_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Networks.of("127.0.0.1 " + text))
                .withMessageContaining("'" + text + "'");
    }
}
