package dev.carillon.socketio.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.FeatureChannels;
import dev.carillon.api.PublishRules;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.LimitStats;
import dev.carillon.security.PublishRates;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.SocketWorld;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubNamespaceTest {

    private final PublishRules rules = new PublishRules(
            new ApiSettings(128, 4, 128),
            List.of(new FeatureChannels(SelectorSet.of("chat/**"), "Say it in the chat.")));

    private final SocketWorld world = SocketWorld.of(hub -> new HubNamespace(
            hub,
            rules,
            new PublishRates(PublishRates.Rates.UNLIMITED, PublishRates.Rates.UNLIMITED, new LimitStats()),
            InstantSource.system(),
            new DefaultChannel(Optional.of(new ChannelName("demo")))));

    @AfterEach
    void stop() {
        world.close();
    }

    private FakeClient client(String... channels) {
        FakeClient client = world.client(world.token("token of " + channels.length, "ann", channels));
        assertThat(client.connect("/")).containsOnlyKeys("sid", "pid");
        return client;
    }

    private static String idIn(String ack) {
        return ack.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void what_tutorials_show_works_at_once() {
        FakeClient speaker = client("demo");
        FakeClient other = client("demo");

        speaker.send("20[\"event\",{\"hello\":\"world\"}]");

        String heard = other.text();
        assertThat(heard).startsWith("2[\"data\",{\"hello\":\"world\"},\"").endsWith("\"]");
        assertThat(List.of(speaker.text(), speaker.text()))
                .anySatisfy(text -> assertThat(text).isEqualTo(heard))
                .anySatisfy(text -> assertThat(text).startsWith("30[{\"id\":\""));
    }

    @Test
    void who_publishes_over_http_is_heard_as_data_too() {
        FakeClient client = client("demo");

        world.hub().publish(Event.of(new ChannelName("demo"), Payload.text("hello"), Instant.EPOCH));

        assertThat(client.text()).startsWith("2[\"data\",\"hello\",\"");
    }

    @Test
    void a_client_subscribes_and_unsubscribes_on_a_live_connection() {
        FakeClient client = client("orders/**");

        client.send("20[\"subscribe\",{\"channel\":\"orders/*\"}]");
        assertThat(client.text()).isEqualTo("30[{\"channels\":[\"orders/*\"]}]");
        client.send("21[\"publish\",{\"channel\":\"orders/7\",\"type\":\"paid\",\"data\":1}]");
        List<String> both = List.of(client.text(), client.text());
        client.send("22[\"unsubscribe\",{\"channels\":[\"orders/*\"]}]");
        assertThat(client.text()).isEqualTo("32[{\"channels\":[]}]");
        client.send("23[\"publish\",{\"channel\":\"orders/7\",\"data\":2}]");

        assertThat(both)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("2[\"event\",{\"id\":\"")
                        .contains("\"channel\":\"orders/7\",\"type\":\"paid\"", "\"data\":1}"));
        assertThat(client.text()).startsWith("33[{\"id\":");
    }

    @Test
    void a_subscription_begins_after_an_id_or_with_the_newest() {
        FakeClient client = client("a");
        client.send("20[\"publish\",{\"channel\":\"a\",\"data\":1}]");
        String first = idIn(client.text());
        client.send("21[\"publish\",{\"channel\":\"a\",\"data\":2}]");
        client.text();

        client.send("2[\"subscribe\",{\"channel\":\"a\",\"after\":\"" + first + "\"}]");

        assertThat(client.text()).contains("\"data\":2}");
    }

    /** As the document tells those whose library does not come back. */
    @Test
    void a_client_without_recovery_goes_on_after_the_id_that_it_has() {
        FakeClient before = client("demo");
        world.hub().publish(Event.of(new ChannelName("demo"), Payload.text("seen"), Instant.now()));
        String id = before.text().replaceAll(".*\"([^\"]+)\"]$", "$1");
        before.breakDown();
        world.hub().publish(Event.of(new ChannelName("demo"), Payload.text("missed"), Instant.now()));

        FakeClient after = client("demo");
        after.send("20[\"unsubscribe\",{\"channel\":\"demo\"}]");
        assertThat(after.text()).isEqualTo("30[{\"channels\":[]}]");
        after.send("2[\"subscribe\",{\"channel\":\"demo\",\"after\":\"" + id + "\"}]");

        assertThat(after.text()).startsWith("2[\"data\",\"missed\",\"");
    }

    @Test
    void the_grants_are_those_of_http() {
        FakeClient client = client("demo");

        client.send("20[\"subscribe\",{\"channel\":\"secret\"}]");
        assertThat(client.text()).startsWith("30[{\"error\":{\"type\":\"/problems/channel-not-granted\"");
        client.send("21[\"publish\",{\"channel\":\"secret\",\"data\":1}]");
        assertThat(client.text()).startsWith("31[{\"error\":{\"type\":\"/problems/channel-not-granted\"");
    }

    @Test
    void somebody_without_grants_is_connected_and_hears_nothing() {
        FakeClient client = world.client();
        client.connect("/");

        client.send("20[\"event\",1]");

        assertThat(client.text()).startsWith("30[{\"error\":{\"type\":\"/problems/unauthenticated\"");
    }

    @Test
    void channels_of_the_server_and_of_features_are_refused() {
        FakeClient client = client("**", "~sio/**");

        client.send("20[\"subscribe\",{\"channel\":\"~sio/**\"}]");
        assertThat(client.text()).contains("/problems/reserved-channel");
        client.send("21[\"publish\",{\"channel\":\"admin/x\",\"data\":1}]");
        assertThat(client.text()).contains("/problems/reserved-channel");
        client.send("22[\"publish\",{\"channel\":\"chat/lobby\",\"data\":1}]");
        assertThat(client.text()).contains("/problems/reserved-channel").contains("Say it in the chat.");
    }

    @Test
    void a_socket_has_as_many_selectors_as_a_stream() {
        FakeClient client = client("**");

        client.send("20[\"subscribe\",{\"channels\":[\"a\",\"b\",\"c\"]}]");
        assertThat(client.text()).startsWith("30[{\"channels\"");
        client.send("21[\"subscribe\",{\"channels\":[\"d\",\"e\"]}]");

        assertThat(client.text()).contains("/problems/too-many-selectors");
    }

    @Test
    void the_same_idempotency_key_publishes_once() {
        FakeClient client = client("a");

        client.send("20[\"publish\",{\"channel\":\"a\",\"data\":1,\"idempotencyKey\":\"k\"}]");
        client.send("21[\"publish\",{\"channel\":\"a\",\"data\":1,\"idempotencyKey\":\"k\"}]");

        assertThat(idIn(client.text())).isEqualTo(idIn(client.text()));
    }
}
