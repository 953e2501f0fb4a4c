package dev.carillon.api.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.nio.charset.StandardCharsets;
import org.glassfish.jersey.media.sse.OutboundEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sends to one sink, byte for byte. */
class OutboundFramesTest {

    private final OutboundSseEvent.Builder event = new OutboundEvent.Builder();

    @Test
    void data_alone_is_a_message() {
        assertThat(encoded(event.data("a\r\nb"))).isEqualTo("data: a\ndata: b\n\n");
    }

    @Test
    void an_event_has_its_fields_in_this_order() {
        event.comment("c").reconnectDelay(1_500).id("7").name("n").data("d");

        assertThat(encoded(event)).isEqualTo(": c\nretry: 1500\nid: 7\nevent: n\ndata: d\n\n");
    }

    @Test
    void each_line_of_a_comment_is_a_comment() {
        assertThat(encoded(event.comment("a\r\nb\rc\n\ndata: x"))).isEqualTo(": a\n: b\n: c\n: \n: data: x\n\n");
    }

    /** The usual heartbeat of JAX-RS applications. */
    @Test
    void an_empty_comment_is_still_a_comment() {
        assertThat(encoded(event.comment(""))).isEqualTo(": \n\n");
    }

    @Test
    void without_data_an_id_moves_the_clients_last_id_and_nothing_is_dispatched() {
        assertThat(encoded(event.comment("c").id("7").name("n"))).isEqualTo(": c\nid: 7\n\n");
    }

    @Test
    void empty_data_is_dispatched() {
        assertThat(encoded(event.data(""))).isEqualTo("data: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b"})
    void a_name_or_an_id_that_would_begin_another_field_is_refused(String value) {
        assertThatThrownBy(() -> encoded(new OutboundEvent.Builder().data("d").name(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> encoded(new OutboundEvent.Builder().data("d").id(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id");
        assertThatThrownBy(
                        () -> encoded(new OutboundEvent.Builder().comment("c").id(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id");
    }

    private static String encoded(OutboundSseEvent.Builder event) {
        return new String(OutboundFrames.encode(event.build(), new EventSerializer()), StandardCharsets.UTF_8);
    }
}
