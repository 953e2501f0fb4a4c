package dev.carillon.chat.api;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.chat.TestChat;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.RateLimitException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportsTest {

    private static final RoomId LOBBY = RoomId.LOBBY;

    private final TestChat chat = new TestChat();
    private final Exports exports = new Exports(chat.reading, chat.history);

    @AfterEach
    void close() {
        chat.close();
    }

    private String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.of(admin("Root"), LOBBY).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everything_is_written_oldest_first_one_message_a_line() throws Exception {
        for (int i = 0; i < 3; i++) {
            chat.say("Ann", LOBBY, "message " + i);
        }

        assertThat(export().lines()).hasSize(3).first().asString().contains("\"text\":\"message 0\"");
    }

    @Test
    void it_takes_the_right_to_it() {
        assertThatThrownBy(() -> exports.of(actor("Ann"), LOBBY)).isInstanceOf(AccessDeniedException.class);
    }

    /** Something may fail before the first byte. */
    @Test
    void what_is_never_written_takes_no_place() throws Exception {
        chat.say("Ann", LOBBY, "hello");
        for (int i = 0; i < 10; i++) {
            exports.of(admin("Root"), LOBBY);
        }

        assertThat(export()).contains("hello");
    }

    @Test
    void so_many_are_written_at_a_time_and_a_place_is_free_after_each() throws Exception {
        chat.say("Ann", LOBBY, "hello");
        List<RateLimitException> refused = new ArrayList<>();

        write(4, refused);

        assertThat(refused).hasSize(1);
        assertThat(export()).contains("hello");
    }

    /** Writes one within the other; the innermost asks for one too many. */
    private void write(int more, List<RateLimitException> refused) throws Exception {
        try {
            exports.of(admin("Root"), LOBBY).write(new OutputStream() {
                private boolean begun;

                @Override
                public void write(int one) {
                    if (!begun) {
                        begun = true;
                        nest(more - 1, refused);
                    }
                }
            });
        } catch (RateLimitException full) {
            refused.add(full);
        }
    }

    private void nest(int more, List<RateLimitException> refused) {
        try {
            write(more, refused);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
