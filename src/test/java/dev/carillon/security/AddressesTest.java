package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as limits count them; networks of them are in {@link NetworksTest}. */
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
}
