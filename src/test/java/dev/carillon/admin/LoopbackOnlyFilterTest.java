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

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:8080, true",
        "127.0.0.1:8080, true",
        "[::1]:8080, true",
        "evil.example, false",
        "localhost.evil.example:8080, false",
        "127.0.0.1.evil.example, false",
        ", false"
    })
    void a_page_of_another_name_is_not_let_in(String authority, boolean letIn) {
        assertThat(LoopbackOnlyFilter.isLocalAuthority(authority)).isEqualTo(letIn);
    }
}
