package dev.carillon.engineio;

import static dev.carillon.engineio.EngineWorld.poll;
import static dev.carillon.engineio.EngineWorld.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engineio.EngineWorld.FakeAnswer;
import dev.carillon.engineio.EngineWorld.FakeSocket;
import dev.carillon.hub.CloseReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private final EngineWorld world = new EngineWorld();
    private final EngineSession session = world.polled();

    @Test
    void a_probe_is_answered_and_the_poll_released_a_moment_later() {
        FakeAnswer poll = poll(session);
        FakeSocket socket = world.upgrading(session);

        socket.send("2probe");
        boolean before = poll.isThere();
        world.pass(90);

        assertThat(socket.received).containsExactly("3probe");
        assertThat(before).isFalse();
        assertThat(poll.body).isEqualTo("6");
    }

    @Test
    void a_poll_that_waits_takes_what_is_sent_after_the_probe() {
        FakeAnswer poll = poll(session);
        FakeSocket socket = world.upgrading(session);

        socket.send("2probe");
        session.send(Frames.text("4a"));

        assertThat(poll.body).isEqualTo("4a");
    }

    /** The poll was sent last, but another thread has it, and was faster. The test suite of the protocol does that. */
    @Test
    void a_poll_that_overtakes_a_whole_upgrade_is_refused() {
        FakeSocket socket = world.upgrading(session);
        FakeAnswer poll = poll(session);

        socket.send("2probe");
        socket.send("5");

        assertThat(poll.body).isEqualTo("error 3");
        assertThat(session.transport()).isEqualTo("websocket");
    }

    @Test
    void a_poll_after_the_probe_is_released_a_moment_later() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");

        FakeAnswer poll = poll(session);
        boolean before = poll.isThere();
        world.pass(90);

        assertThat(before).isFalse();
        assertThat(poll.body).isEqualTo("6");
    }

    @Test
    void what_waits_is_sent_over_the_websocket() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");
        session.send(Frames.text("4a"));
        session.send(Frames.text("4b"));

        socket.send("5");
        socket.send("4hello");

        assertThat(socket.received).containsExactly("3probe", "4a", "4b", "4hello");
        assertThat(session.transport()).isEqualTo("websocket");
    }

    @Test
    void an_upgraded_session_is_polled_no_more() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");
        FakeAnswer early = poll(session);
        socket.send("5");

        FakeAnswer poll = poll(session);
        FakeAnswer post = post(session, "4a");
        socket.send("4hello");

        assertThat(early.body).isEqualTo("error 3");
        assertThat(poll.body).isEqualTo("error 3");
        assertThat(post.body).isEqualTo("error 3");
        assertThat(socket.received).containsExactly("3probe", "4hello");
    }

    @Test
    void sessions_are_counted_by_the_transport_that_they_have_now() {
        FakeSocket socket = world.upgrading(session);
        world.polled();
        socket.send("2probe");
        Map<String, Integer> before = world.sessions.byTransport();

        socket.send("5");

        assertThat(before).isEqualTo(Map.of("polling", 2, "websocket", 0));
        assertThat(world.sessions.byTransport()).isEqualTo(Map.of("polling", 1, "websocket", 1));
        assertThat(world.sessions.upgrades()).isEqualTo(1);
        assertThat(session.newSink().transport()).isEqualTo("websocket");
    }

    @Test
    void a_second_websocket_is_closed() {
        FakeSocket first = world.upgrading(session);
        first.send("2probe");

        FakeSocket second = world.upgrading(session);
        first.send("5");
        FakeSocket third = world.upgrading(session);
        first.send("4hello");

        assertThat(second.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(third.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(first.received).contains("4hello");
    }

    @Test
    void a_probe_that_fails_leaves_polling_alive() {
        FakeSocket socket = world.upgrading(session);

        socket.send("4hello");
        post(session, "4still here");
        FakeAnswer poll = poll(session);

        assertThat(socket.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(poll.body).isEqualTo("4still here");
    }

    @Test
    void a_websocket_that_goes_before_the_end_of_the_upgrade_leaves_polling_alive() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");

        socket.link.gone(CloseReason.CLIENT_GONE);
        FakeAnswer poll = poll(session);
        session.send(Frames.text("4a"));

        assertThat(poll.body).isEqualTo("4a");
        assertThat(world.told()).isEmpty();
    }

    @Test
    void an_upgrade_that_takes_too_long_is_ended() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");

        for (int i = 0; i < 4; i++) {
            world.pass(300);
            post(session, "3");
        }

        assertThat(socket.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(session.isClosed()).isFalse();
    }

    @Test
    void the_end_of_a_session_closes_the_websocket_that_was_to_carry_it() {
        FakeSocket socket = world.upgrading(session);
        socket.send("2probe");

        session.close(CloseReason.STOPPED);

        assertThat(socket.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(poll(session).body).isEqualTo("1");
    }
}
