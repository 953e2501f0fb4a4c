package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private final Networks networks = Networks.parse("127.0.0.0/8, ::1  10.1.2.3, 2001:db8::/32");

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
        assertThat(networks.contain(address)).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "*", "127.1", "unknown", "127.0.0.1:80", "/tmp/socket"})
    void what_is_no_address_is_in_no_network(String address) {
        assertThat(networks.contain(address)).isFalse();
    }

    @Test
    void nobody_is_in_none() {
        assertThat(Networks.parse("").contain("127.0.0.1")).isFalse();
        assertThat(networks.contain(null)).isFalse();
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
                "10.0.0.0/255.0.0.0",
                "example.org",
                "0x7f.1"
            })
    void what_is_neither_an_address_nor_a_network_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Networks.parse("127.0.0.1 " + text))
                .withMessageContaining("'" + text + "'");
    }
}
