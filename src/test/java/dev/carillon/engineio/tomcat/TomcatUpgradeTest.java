package dev.carillon.engineio.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TomcatUpgradeTest {

    /** The example of RFC 6455 §1.3. */
    @Test
    void the_key_of_a_handshake_is_answered_as_the_standard_says() {
        assertThat(TomcatUpgrade.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
