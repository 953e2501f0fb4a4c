package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TcpRelay;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The client of Jakarta REST, as Java programs use it. */
interface SseClientScenarios extends Scenario {

    @Test
    default void a_java_client_receives_name_id_and_data() throws Exception {
        String channel = newChannel();
        Queue<InboundSseEvent> received = new ConcurrentLinkedQueue<>();
        try (Client client = ClientBuilder.newClient();
                SseEventSource source = open(client, hub().at("/api/events").toString(), channel, received)) {
            String id = hub().publish(channel, "{\"a\":1}", "Event-Type", "add", "Content-Type", "application/json");

            await(() -> !received.isEmpty());
            InboundSseEvent event = received.remove();
            assertThat(event.getName()).isEqualTo("add");
            assertThat(event.getId()).isEqualTo(id);
            assertThat(event.readData()).isEqualTo("{\"a\":1}");
            assertThat(source.isOpen()).isTrue();
        }
    }

    @Test
    default void a_java_client_comes_back_after_the_end_of_a_response_with_the_last_id() throws Exception {
        Queue<InboundSseEvent> received = new ConcurrentLinkedQueue<>();
        try (Client client = ClientBuilder.newClient();
                SseEventSource source = SseEventSource.target(client.target(hub().at("/api/contract/once")))
                        .build()) {
            keep(source, received);
            source.open();

            await(() -> received.size() >= 3);
        }
        assertThat(received.stream().map(InboundSseEvent::readData).limit(3))
                .containsExactly("after 0", "after 1", "after 2");
    }

    /** The network breaks while events are published; the client sees each of them once and in order. */
    @Test
    default void a_java_client_misses_nothing_when_the_network_is_cut() throws Exception {
        String channel = newChannel();
        Queue<InboundSseEvent> received = new ConcurrentLinkedQueue<>();
        InetSocketAddress server =
                new InetSocketAddress(hub().at("").getHost(), hub().at("").getPort());
        try (TcpRelay relay = new TcpRelay(server);
                Client client = ClientBuilder.newClient();
                SseEventSource source =
                        open(client, "http://127.0.0.1:" + relay.port() + "/api/events", channel, received)) {
            hub().publishNumbers(channel, 0, 99);
            await(() -> received.size() == 100);
            for (int cut = 1; cut <= 2; cut++) {
                relay.cut();
                hub().publishNumbers(channel, cut * 100, cut * 100 + 99);
                int expected = (cut + 1) * 100;
                await(() -> received.size() >= expected);
            }
            assertThat(source.isOpen()).isTrue();
        }

        List<String> numbers =
                IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        assertThat(received.stream().map(InboundSseEvent::readData)).containsExactlyElementsOf(numbers);
    }

    /** Returns when the response has begun: Jersey waits for that. */
    private static SseEventSource open(Client client, String url, String channel, Queue<InboundSseEvent> received) {
        WebTarget target = client.target(url).queryParam("channel", channel);
        SseEventSource source = SseEventSource.target(target)
                .reconnectingEvery(100, TimeUnit.MILLISECONDS)
                .build();
        keep(source, received);
        source.open();
        return source;
    }

    /** Jersey passes on comments too, as events without data. */
    private static void keep(SseEventSource source, Queue<InboundSseEvent> received) {
        source.register(event -> {
            if (!event.isEmpty()) {
                received.add(event);
            }
        });
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(RawStream.PATIENCE).until(condition);
    }
}
