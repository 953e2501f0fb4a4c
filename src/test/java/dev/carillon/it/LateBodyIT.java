package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.SplitRequest;
import dev.carillon.it.load.Drip;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bodies that wait without a thread. On Tomcat all late ones do, on Payara those for which no thread is left to wait: silent clients of
 * the same address have theirs.
 */
@ArquillianTest
class LateBodyIT implements Scenario {

    /** More than the threads that read bodies of one address on Payara: 18. */
    private static final int SILENT = 24;

    /** Shorter than the 10 s after which Payara gives a silent client up, so that the silent ones are there until a test has ended, also on a busy machine. */
    private static final Duration BODY_TIME = Duration.ofSeconds(8);

    private static final int PORT = URI.create(RealWar.url()).getPort();
    private static final String ADDRESS = "192.0.2.1";

    /** Counts as late even if it comes together with its head. */
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private static final String HELLO = "5\r\nhello\r\n0\r\n\r\n";

    private final String path = "/api/events/open/" + System.nanoTime();

    private final List<Drip> silent = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.anonymous.publish",
                        "open/**",
                        "carillon.event.max-bytes",
                        "1000",
                        "carillon.request.body-time",
                        BODY_TIME.toString())));
    }

    @BeforeEach
    void takeAllThreads() {
        if (RealWar.onTomcat()) {
            return;
        }
        // Those of the test before may be there still, so that some of these find no thread: then more come.
        Awaitility.await("all threads wait")
                .atMost(RawStream.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    silent.add(new Drip(PORT, SILENT, head("Content-Length: 5"), "", BODY_TIME));
                    // After what a thread has read the connection stays open.
                    return inTwo(CHUNKED, HELLO).closes();
                });
    }

    @AfterEach
    void leave() throws Exception {
        for (Drip each : silent) {
            each.close();
        }
    }

    @Test
    void a_body_that_comes_late_is_published_and_the_connection_closed_on_payara() throws Exception {
        SplitRequest.Answer answer = inTwo(CHUNKED, HELLO);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).contains("\"id\"");
        assertThat(answer.closes()).isEqualTo(!RealWar.onTomcat());
    }

    @Test
    void who_comes_from_another_address_has_a_thread() throws Exception {
        try (SplitRequest request = new SplitRequest(PORT, head(CHUNKED, "192.0.2.2"))) {
            SplitRequest.Answer answer = request.then(HELLO);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.closes()).isFalse();
        }
    }

    @Test
    void a_body_that_does_not_come_is_late_after_its_time() throws Exception {
        long begun = System.nanoTime();

        SplitRequest.Answer answer = inTwo("Content-Length: 5", "hell");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(BODY_TIME, RawStream.PATIENCE);
        assertProblem(answer, 408, "request-timeout");
    }

    @Test
    void a_body_that_is_too_long_is_refused_before_its_end() throws Exception {
        SplitRequest.Answer answer = inTwo(CHUNKED, "800\r\n" + "x".repeat(0x700));

        assertProblem(answer, 413, "event-too-large");
    }

    @Test
    void a_body_that_is_not_well_formed_is_refused() throws Exception {
        SplitRequest.Answer answer = inTwo(CHUNKED, "no chunk\r\n\r\n");

        if (RealWar.onTomcat()) {
            assertProblem(answer, 400, "bad-request");
        } else {
            // Payara's own, without a body.
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.closes()).isTrue();
        }
    }

    @Test
    void a_body_that_breaks_off_ends_with_its_connection() throws Exception {
        try (SplitRequest request = new SplitRequest(PORT, head("Content-Length: 5"))) {
            SplitRequest.Answer answer = request.lastly("hell");

            // Containers take the end of what a client sends for the end of the client.
            assertThat(answer.status()).isZero();
        }
    }

    private static void assertProblem(SplitRequest.Answer answer, int status, String slug) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("/problems/" + slug);
        assertThat(answer.closes()).isTrue();
    }

    private SplitRequest.Answer inTwo(String header, String body) throws Exception {
        try (SplitRequest request = new SplitRequest(PORT, head(header))) {
            return request.then(body);
        }
    }

    private String head(String header) {
        return head(header, ADDRESS);
    }

    private String head(String header, String address) {
        return String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "X-Forwarded-For: " + address,
                "Content-Type: text/plain",
                header,
                "",
                "");
    }
}
