package dev.carillon.engineio;

import static dev.carillon.engineio.EngineWorld.poll;
import static dev.carillon.engineio.EngineWorld.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engineio.EngineWorld.FakeAnswer;
import dev.carillon.engineio.EngineWorld.FakeSocket;
import dev.carillon.hub.CloseReason;
import org.junit.jupiter.api.Test;

class EngineSessionTest {

    private final EngineWorld world = new EngineWorld();

    @Test
    void a_name_cannot_be_guessed() {
        EngineSession first = world.polled();
        EngineSession second = world.polled();

        assertThat(first.id()).matches("[A-Za-z0-9_-]{24}");
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void a_message_over_polling_is_heard_and_answered() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "4hello\u001e4world");
        FakeAnswer poll = poll(session);

        assertThat(post.body).isEqualTo("ok");
        assertThat(poll.body).isEqualTo("4hello\u001e4world");
        assertThat(world.told()).containsExactly("hello", "world");
    }

    @Test
    void a_poll_waits_until_there_is_something() {
        EngineSession session = world.polled();

        FakeAnswer poll = poll(session);
        boolean before = poll.isThere();
        session.send(Frames.text("4news"));

        assertThat(before).isFalse();
        assertThat(poll.body).isEqualTo("4news");
    }

    @Test
    void a_second_poll_is_refused_and_ends_the_session() {
        EngineSession session = world.polled();

        FakeAnswer first = poll(session);
        FakeAnswer second = poll(session);

        assertThat(first.body).isEqualTo("1");
        assertThat(second.status).isEqualTo(400);
        assertThat(world.sessions.find(session.id())).isNull();
        assertThat(world.told()).containsExactly("closed client-sent-data");
    }

    @Test
    void a_second_post_while_one_arrives_is_noticed() {
        EngineSession session = world.polled();

        boolean first = session.polling().postBegins();
        boolean second = session.polling().postBegins();
        post(session, "4a");
        boolean third = session.polling().postBegins();

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(third).isTrue();
    }

    @Test
    void a_malformed_packet_ends_the_session() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "abc");

        assertThat(post.status).isEqualTo(400);
        assertThat(world.sessions.find(session.id())).isNull();
    }

    @Test
    void a_ping_of_the_client_ends_the_session() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "2");

        assertThat(post.status).isEqualTo(400);
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void packets_that_mean_nothing_are_ignored() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "0\u001e5\u001e6\u001e4a");

        assertThat(post.body).isEqualTo("ok");
        assertThat(world.told()).containsExactly("a");
    }

    @Test
    void the_client_ends_a_session_that_it_polls() {
        EngineSession session = world.polled();

        FakeAnswer poll = poll(session);
        FakeAnswer post = post(session, "1");

        assertThat(poll.body).isEqualTo("6");
        assertThat(post.body).isEqualTo("ok");
        assertThat(world.sessions.find(session.id())).isNull();
        assertThat(world.told()).containsExactly("closed client-gone");
    }

    @Test
    void a_poll_that_was_sent_before_the_end_and_comes_after_it_is_released() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "1");
        boolean before = post.isThere();
        FakeAnswer poll = poll(session);

        assertThat(before).isFalse();
        assertThat(poll.body).isEqualTo("6");
        assertThat(post.body).isEqualTo("ok");
        assertThat(world.sessions.find(session.id())).isNull();
    }

    @Test
    void the_end_of_a_session_that_nobody_polls_is_answered_a_moment_later() {
        EngineSession session = world.polled();

        FakeAnswer post = post(session, "1");
        world.pass(80);

        assertThat(post.body).isEqualTo("ok");
        assertThat(world.sessions.find(session.id())).isNull();
    }

    @Test
    void nothing_is_heard_behind_the_end() {
        EngineSession session = world.polled();

        post(session, "4a\u001e1\u001e4b");

        assertThat(world.told()).containsExactly("a", "closed client-gone");
    }

    @Test
    void a_poll_whose_connection_breaks_ends_the_session() {
        EngineSession session = world.polled();
        FakeAnswer poll = poll(session);

        session.polling().pollBroke(poll);

        assertThat(world.sessions.find(session.id())).isNull();
        assertThat(world.told()).containsExactly("closed client-gone");
    }

    @Test
    void the_server_ends_a_session_with_what_it_has_sent_before() {
        EngineSession session = world.polled();
        session.send(Frames.text("4last"));

        session.close(CloseReason.DRAINED);
        FakeAnswer poll = poll(session);
        FakeAnswer later = poll(session);

        assertThat(poll.body).isEqualTo("4last\u001e1");
        assertThat(later.status).isEqualTo(400);
        assertThat(world.told()).containsExactly("closed drained");
    }

    @Test
    void a_session_that_is_not_polled_any_more_ends_in_time() {
        EngineSession session = world.polled();

        session.close(CloseReason.DRAINED);
        world.pass(5_100);

        assertThat(world.sessions.size()).isZero();
        assertThat(world.limits.open()).isZero();
    }

    @Test
    void a_ping_is_sent_and_its_answer_keeps_the_session() {
        EngineSession session = world.polled();

        for (int i = 0; i < 3; i++) {
            FakeAnswer poll = poll(session);
            world.pass(330);
            assertThat(poll.body).isEqualTo("2");
            post(session, "3");
        }

        assertThat(session.isClosed()).isFalse();
    }

    @Test
    void a_session_that_never_comes_back_ends() {
        EngineSession session = world.polled();

        world.pass(550);

        assertThat(session.isClosed()).isTrue();
        assertThat(world.sessions.size()).isZero();
        assertThat(world.limits.open()).isZero();
        assertThat(world.told()).containsExactly("closed client-gone");
    }

    @Test
    void another_packet_prolongs_the_wait_for_a_pong_once() {
        EngineSession session = world.polled();

        world.pass(400);
        post(session, "4a");
        world.pass(150);
        boolean afterOne = session.isClosed();
        post(session, "4b");
        world.pass(100);

        assertThat(afterOne).isFalse();
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void whoever_does_not_poll_cannot_make_the_server_keep_everything() {
        EngineSession session = world.polled();

        for (int i = 0; i < 20 && !session.isClosed(); i++) {
            session.send(Frames.binary(new byte[100_000]));
        }

        assertThat(session.isClosed()).isTrue();
        assertThat(world.told()).containsExactly("closed slow");
        assertThat(world.sessions.size()).isZero();
    }

    @Test
    void a_websocket_is_told_its_session_first() {
        FakeSocket socket = world.socket();

        socket.send("4hello");

        assertThat(socket.received.get(0))
                .matches("0\\{\"sid\":\"[\\w-]+\",\"upgrades\":\\[],\"pingInterval\":300,\"pingTimeout\":200,"
                        + "\"maxPayload\":1000}");
        assertThat(socket.received.subList(1, 2)).containsExactly("4hello");
    }

    @Test
    void bytes_over_a_websocket_are_a_message() {
        FakeSocket socket = world.socket();

        socket.link.binary(new byte[] {1, 2, 3});

        assertThat(socket.received.get(1)).isEqualTo("3 bytes");
        assertThat(world.told()).containsExactly("3 bytes");
    }

    @Test
    void a_malformed_packet_closes_the_websocket() {
        FakeSocket socket = world.socket();

        socket.send("abc");

        assertThat(socket.closeCode).isEqualTo(CloseCodes.PROTOCOL_ERROR);
        assertThat(world.told()).containsExactly("closed client-sent-data");
    }

    @Test
    void the_client_ends_the_session_of_a_websocket() {
        FakeSocket socket = world.socket();

        socket.send("1");
        socket.link.gone(CloseReason.CLIENT_GONE);

        assertThat(socket.closeCode).isEqualTo(CloseCodes.NORMAL);
        assertThat(world.told()).containsExactly("closed client-gone");
        assertThat(world.sessions.size()).isZero();
    }

    @Test
    void a_websocket_whose_client_does_not_answer_pings_is_cut() {
        FakeSocket socket = world.socket();

        world.pass(330);
        world.pass(220);

        assertThat(socket.received.subList(1, 2)).containsExactly("2");
        assertThat(socket.cut).isTrue();
        assertThat(world.sessions.size()).isZero();
    }

    @Test
    void a_websocket_is_closed_when_all_is_written() {
        FakeSocket socket = world.socket();
        Session session = world.listeners.get(0).session;
        socket.takes = false;
        session.send(Frames.text("4a"));
        session.send(Frames.text("4b"));

        session.close(CloseReason.DRAINED);
        int before = socket.closeCode;
        socket.read();

        assertThat(before).isZero();
        assertThat(socket.received.subList(1, 3)).containsExactly("4a", "4b");
        assertThat(socket.closeCode).isEqualTo(CloseCodes.GOING_AWAY);
    }

    @Test
    void a_websocket_whose_client_does_not_say_goodbye_is_cut() {
        FakeSocket socket = world.socket();

        world.listeners.get(0).session.close(CloseReason.DRAINED);
        world.pass(1_100);

        assertThat(socket.cut).isTrue();
        assertThat(world.sessions.size()).isZero();
    }

    @Test
    void a_handshake_without_a_websocket_gives_its_place_back() {
        EngineSession session = world.create();

        session.awaitSocket();
        world.pass(1_100);

        assertThat(world.limits.open()).isZero();
        assertThat(world.listeners).isEmpty();
    }

    @Test
    void a_listener_that_fails_ends_its_session() {
        EngineSession session = world.create();
        session.intake().begin(() -> {
            throw new IllegalStateException("no");
        });

        assertThat(session.isClosed()).isTrue();
        assertThat(world.sessions.size()).isZero();
    }
}
