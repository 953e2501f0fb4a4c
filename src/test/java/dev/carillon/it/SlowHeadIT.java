package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.load.Drip;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Whoever sends a request slowly is ended in every container. {@link AttackIT} does it to Tomcat with many more. */
@ArquillianTest
class SlowHeadIT implements Scenario {

    /** More than the threads that read bodies on Payara. */
    private static final int EACH = 50;

    private static final Duration HEAD_TIME = Duration.ofSeconds(2);
    private static final Duration BODY_TIME = Duration.ofSeconds(5);
    private static final Duration DRIP = Duration.ofMillis(200);
    private static final int PORT = URI.create(RealWar.url()).getPort();

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.anonymous.publish",
                        "open/**",
                        "carillon.request.head-time",
                        HEAD_TIME.toString(),
                        "carillon.request.body-time",
                        BODY_TIME.toString())));
    }

    @Test
    void slow_heads_end_and_nothing_else_does() throws Exception {
        int before = endedHeads();
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), PORT);
                RawStream stream = hub().subscribe("open/idle");
                Drip header = new Drip(PORT, EACH, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x", DRIP);
                Drip method = new Drip(PORT, EACH, "G", "E", DRIP);
                Drip second = new Drip(PORT, EACH, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT", "T", DRIP);
                Drip silent = new Drip(PORT, EACH, "GET / HTTP/1.1\r\nHost: localhost\r\n", "", DRIP);
                Drip body = new Drip(PORT, EACH, post("open/x"), "x", DRIP);
                Drip silentBody = new Drip(PORT, EACH, post("open/x"), "", DRIP)) {
            idle.setSoTimeout((int) RawStream.PATIENCE.toMillis());
            assertThat(isServed(idle)).isTrue();

            for (Drip drip : List.of(header, method, second, silent)) {
                Awaitility.await().atMost(HEAD_TIME.plus(RawStream.PATIENCE)).until(() -> drip.open() == 0);
            }

            assertThat(header.answers()).containsOnlyKeys("");
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> endedHeads() == before + 4 * EACH);
            assertThat(isServed(idle)).isTrue();
            hub().publish("open/idle", "still here");
            assertThat(stream.nextData(1)).containsExactly("still here");
            for (Drip drip : List.of(body, silentBody)) {
                Awaitility.await().atMost(BODY_TIME.multipliedBy(4)).until(() -> drip.open() == 0);
                assertThat(drip.answers())
                        .isEqualTo(Map.of("HTTP/1.1 408 " + (RealWar.onTomcat() ? "" : "Request Timeout"), EACH));
            }
        }
    }

    private int endedHeads() throws Exception {
        return hub().get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("carillon_limits_hit_total{limit=\"request.head-time\"}"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private static String post(String channel) {
        return "POST /api/events/" + channel
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n";
    }

    private static boolean isServed(Socket socket) throws Exception {
        socket.getOutputStream()
                .write("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] answer = new byte[4 << 10];
        int count = socket.getInputStream().read(answer);
        return count > 0 && new String(answer, 0, count, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200");
    }
}
