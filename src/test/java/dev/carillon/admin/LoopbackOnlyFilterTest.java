package dev.carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackOnlyFilterTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.10, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "10.0.0.1, false",
        "::, false",
        "0.0.0.0, false",
        "192.168.0.2, false",
        "2001:db8::1, false",
        "'', false"
    })
    void only_addresses_of_the_own_machine_are_let_in(String address, boolean letIn) {
        assertThat(LoopbackOnlyFilter.isLoopback(address)).isEqualTo(letIn);
    }
}
