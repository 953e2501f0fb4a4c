package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engineio.EngineWorld.FakeAnswer;
import dev.carillon.engineio.EngineWorld.FakeSocket;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever happens in which order: nothing is lost, repeated or out of order, in either direction. */
class UpgradeProperties {

    enum Step {
        SERVER_SENDS,
        CLIENT_SENDS,
        CLIENT_POLLS,
        SOCKET_OPENS,
        PROBE,
        COMPLETE,
        BREAK_PROBE,
        SOCKET_BLOCKS,
        SOCKET_READS,
        TIME
    }

    @Property
    void nothing_is_lost_repeated_or_reordered(@ForAll @Size(max = 60) List<Step> steps) {
        Client client = new Client();

        steps.forEach(client::take);
        client.readAll();

        assertThat(client.received).isEqualTo(client.sentByServer);
        assertThat(client.world.told()).isEqualTo(client.sentByClient);
    }

    /** Keeps the protocol: one GET at a time, and none once it has completed the upgrade. */
    private static final class Client {

        final EngineWorld world = new EngineWorld();
        final EngineSession session = world.polled();
        final List<String> sentByServer = new ArrayList<>();
        final List<String> sentByClient = new ArrayList<>();
        final List<String> received = new ArrayList<>();

        @Nullable
        FakeAnswer poll;

        @Nullable
        FakeSocket socket;

        boolean probed;
        boolean upgraded;
        int next;

        Client() {
            world.echoes = false;
        }

        void take(Step step) {
            switch (step) {
                case SERVER_SENDS -> {
                    String message = "m" + next++;
                    sentByServer.add(message);
                    session.send(Frames.text("4" + message));
                }
                case CLIENT_SENDS -> {
                    String message = "c" + next++;
                    sentByClient.add(message);
                    send("4" + message);
                }
                case CLIENT_POLLS -> poll();
                case SOCKET_OPENS -> {
                    if (socket == null) {
                        socket = world.upgrading(session);
                    }
                }
                case PROBE -> probe();
                case COMPLETE -> complete();
                case BREAK_PROBE -> {
                    if (socket != null && !upgraded) {
                        socket.send("4no");
                        socket = null;
                        probed = false;
                    }
                }
                case SOCKET_BLOCKS -> {
                    if (socket != null) {
                        socket.takes = false;
                    }
                }
                case SOCKET_READS -> {
                    if (socket != null) {
                        socket.read();
                    }
                }
                case TIME -> {
                    world.pass(60);
                    send("3");
                }
            }
            fetch();
        }

        private void send(String packet) {
            if (upgraded && socket != null) {
                socket.send(packet);
            } else {
                EngineWorld.post(session, packet);
            }
        }

        private void poll() {
            if (!upgraded && poll == null) {
                poll = EngineWorld.poll(session);
            }
        }

        private void probe() {
            if (socket != null && !upgraded) {
                socket.send("2probe");
                probed = true;
            }
        }

        /** Not before the GET is answered, and the probe. */
        private void complete() {
            if (socket != null && probed && !upgraded && poll == null && socket.received.contains("3probe")) {
                socket.send("5");
                upgraded = true;
            }
        }

        private void fetch() {
            if (poll != null && poll.body != null) {
                for (String packet : poll.body.split("\u001e", -1)) {
                    keep(packet);
                }
                poll = null;
            }
        }

        private void keep(String packet) {
            if (packet.startsWith("4")) {
                received.add(packet.substring(1));
            }
        }

        void readAll() {
            if (!upgraded) {
                for (int i = 0; i < 3; i++) {
                    poll();
                    world.pass(60);
                    send("3");
                    fetch();
                }
                return;
            }
            if (socket != null) {
                socket.read();
                socket.received.forEach(this::keep);
            }
        }
    }
}
