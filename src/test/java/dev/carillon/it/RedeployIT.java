package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.Jcmd;
import dev.carillon.it.server.TomcatProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server outlives many versions of the application. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class RedeployIT {

    private static final int TIMES = 5;
    private static final String CLASS_LOADER = "org.apache.catalina.loader.ParallelWebappClassLoader";

    @Test
    void redeploying_with_open_streams_and_polls_leaves_one_class_loader_and_no_old_threads() throws Exception {
        // Nobody answers there: what fetches keys must not outlive the application either.
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        String upstream = "http://127.0.0.1:" + silent.getLocalPort();
        TomcatProcess.Plan plan = new TomcatProcess.Plan("redeploy")
                .withAllThreadsFromTheStart()
                .with("carillon.auth.jwks-url", "http://127.0.0.1:9/keys")
                .with("carillon.ticker.upstreams", upstream)
                .with("carillon.ticker.feeds", "[" + feed("sse", upstream) + "," + feed("http-poll", upstream) + "]");
        try (silent;
                TomcatProcess tomcat = plan.start()) {
            Path war = Files.copy(
                    tomcat.base().resolve("webapps/ROOT.war"), tomcat.base().resolve("carillon.war"));
            // Tomcat's manager has one too.
            long loaders = Heap.of(tomcat.pid()).count(CLASS_LOADER);
            long threads = Jcmd.threads(tomcat.pid(), "carillon-");

            for (int i = 0; i < TIMES; i++) {
                List<RawStream> streams = openStreams(tomcat);
                tomcat.hub().publish("redeploy", "hello");
                Socket poller = RawStream.ask(
                        tomcat.hub().at("/api/events/redeploy?wait=60"),
                        "Accept: application/json",
                        "Connection: close");
                try (HubFigures figures = HubFigures.of(tomcat.pid())) {
                    Awaitility.await()
                            .atMost(RawStream.PATIENCE)
                            .until(() -> figures.subscribers() == streams.size() + 1);
                }
                tomcat.manage("undeploy?path=/");
                for (RawStream stream : streams) {
                    assertThat(stream.endsWithin(RawStream.PATIENCE)).isTrue();
                    stream.close();
                }
                poller.setSoTimeout((int) RawStream.PATIENCE.toMillis());
                assertThat(new String(poller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .contains("{\"events\":[],\"cursor\":");
                poller.close();
                tomcat.manage("deploy?path=/&war=file:" + war);
                tomcat.awaitApplication();
            }

            assertThat(loaders).isEqualTo(2);
            // What threads of Tomcat's pool hold goes when Tomcat replaces them, one by one as they serve requests.
            Awaitility.await("old class loaders gone")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        for (int i = 0; i < 128; i++) {
                            assertThat(tomcat.hub().get("/api/events").statusCode())
                                    .isEqualTo(400);
                        }
                        assertThat(Heap.of(tomcat.pid()).count(CLASS_LOADER)).isEqualTo(loaders);
                    });
            Awaitility.await("the threads of one application")
                    .atMost(RawStream.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Jcmd.threads(tomcat.pid(), "carillon-")).isEqualTo(threads));
            assertThat(tomcat.log()).doesNotContain("a thread named [carillon-", "SEVERE", "ERROR");
        }
    }

    /** One that waits for an answer when the application goes. */
    private static String feed(String kind, String upstream) {
        return """
                {"name":"%1$s","kind":"%1$s","config":{"url":"%2$s/","timeout":"PT1M","symbol":"/s","price":"/p"}}""".formatted(kind, upstream);
    }

    private static List<RawStream> openStreams(TomcatProcess tomcat) throws Exception {
        List<RawStream> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            streams.add(tomcat.hub().subscribe("redeploy"));
            streams.add(RawStream.request("GET", "HTTP/1.0", tomcat.hub().at("/api/events?channel=redeploy")));
        }
        streams.add(tomcat.hub().stream("/sse"));
        String[] admin = Tokens.bearer(Tokens.admin());
        RawStream figures = tomcat.hub().stream("/api/events?channel=admin/stats", admin[0] + ": " + admin[1]);
        // What tells them is at it when the application goes.
        assertThat(figures.nextMessage().type()).isEqualTo("figures");
        streams.add(figures);
        return streams;
    }
}
