package dev.carillon.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

    /** Two servers are given theirs before either of them listens. */
    @Test
    void no_port_is_given_again_soon() throws IOException {
        Set<Integer> given = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            given.add(FreePort.find());
        }

        assertThat(given).hasSize(1000);
    }

    @Test
    void a_port_where_somebody_listens_is_not_given_when_its_turn_comes_again() throws IOException {
        try (ServerSocket taken = new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress())) {
            Set<Integer> given = new HashSet<>();

            for (int i = 0; i < 2000; i++) {
                given.add(FreePort.find());
            }

            assertThat(given).doesNotContain(taken.getLocalPort());
        }
    }
}
