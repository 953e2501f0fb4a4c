package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as limits count them and as proxies are named. */
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::, 2001:db8:1:2::/64",
        "2001:db8:1:3::1, 2001:db8:1:3::/64",
        "fe80:0:0:0:0:0:0:1%eth0, fe80::/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "0:0:0:0:0:0:0:1, ::/64",
        "no-address, no-address",
        "no:address, no:address"
    })
    void an_ipv6_address_counts_for_its_network(String address, String counted) {
        assertThat(Addresses.counted(address)).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.*",
                "1-2.3.4.5",
                "1.2.3.4/24",
                "0x7f.0.0.1",
                "017700000001",
                "2130706433",
                "*",
                "::/64",
                "[::1]",
                "1.2.3.256",
                "::1::"
            })
    void what_is_no_single_address_is_none(String text) {
        assertThat(Addresses.parse(text)).isNull();
    }

    @Test
    void a_network_has_its_addresses_and_no_others() {
        Networks networks = Networks.of("10.0.0.0/8, ::1  192.0.2.7 2001:db8::/32");

        assertThat(contains(networks, "10.255.0.1")).isTrue();
        assertThat(contains(networks, "11.0.0.1")).isFalse();
        assertThat(contains(networks, "192.0.2.7")).isTrue();
        assertThat(contains(networks, "192.0.2.8")).isFalse();
        assertThat(contains(networks, "0:0:0:0:0:0:0:1")).isTrue();
        assertThat(contains(networks, "::2")).isFalse();
        assertThat(contains(networks, "::ffff:10.1.1.1")).isTrue();
        assertThat(contains(networks, "2001:db8:ffff::1%eth0")).isTrue();
    }

    @Test
    void no_network_at_all_has_no_address() {
        assertThat(contains(Networks.of(" "), "127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "proxy.example", "10.0.0.0/33", "10.0.0.0-10.0.0.9", "10.*.*.*", "10.0.0.0/x"})
    void a_network_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> Networks.of("127.0.0.1, " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    private static boolean contains(Networks networks, String address) {
        var parsed = Addresses.parse(address);
        assertThat(parsed).isNotNull();
        return networks.contains(parsed);
    }
}
