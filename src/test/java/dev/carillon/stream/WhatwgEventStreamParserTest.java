package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.stream.WhatwgEventStreamParser.Comment;
import dev.carillon.stream.WhatwgEventStreamParser.Item;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import dev.carillon.stream.WhatwgEventStreamParser.Retry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the standard, and of the web platform tests, so that what the other tests compare with is right. */
class WhatwgEventStreamParserTest {

    @Test
    void lines_of_data_are_joined_and_every_line_end_counts() {
        assertThat(items("data: a\ndata: b\r\ndata:c\rdata\n\n")).containsExactly(message("a\nb\nc\n", ""));
        assertThat(items("data\n\n")).containsExactly(message("", ""));
        assertThat(items("data\ndata\n\n")).containsExactly(message("\n", ""));
    }

    @Test
    void one_space_after_the_colon_is_taken_away() {
        assertThat(items("data:  a\n\n")).containsExactly(message(" a", ""));
        assertThat(items("data : a\ndata:\tb\n\n")).containsExactly(message("\tb", ""));
    }

    @Test
    void one_byte_order_mark_is_taken_away() {
        assertThat(items("\uFEFFdata:1\n\n")).containsExactly(message("1", ""));
        assertThat(items("\uFEFF\uFEFFdata:1\n\ndata:2\n\n")).containsExactly(message("2", ""));
    }

    @Test
    void the_last_id_stays_until_another_comes_and_is_kept_without_an_event() {
        assertThat(items("id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid\ndata: d\n\n"))
                .containsExactly(message("a", "1"), message("b", "1"), message("c", "2"), message("d", ""));
        assertThat(items("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"))
                .containsExactly(message("a", "1"), message("b", "1"));
    }

    @Test
    void an_event_that_is_cut_off_is_discarded() {
        assertThat(items("data: a\n\ndata: b\n")).containsExactly(message("a", ""));
    }

    @Test
    void comments_and_reconnection_times_are_told_apart_from_events() {
        assertThat(items(": hi\n:\nretry: 30\nretry: 1x\nretry:\nother: 1\n\n"))
                .containsExactly(new Comment(" hi"), new Comment(""), new Retry(30));
    }

    @Test
    void a_type_is_used_once() {
        assertThat(items("event: add\ndata: a\n\ndata: b\n\nevent:\ndata: c\n\n"))
                .containsExactly(new Message("add", "a", ""), message("b", ""), message("c", ""));
    }

    private static Message message(String data, String lastEventId) {
        return new Message("message", data, lastEventId);
    }

    private static List<Item> items(String stream) {
        List<Item> items = new ArrayList<>();
        new WhatwgEventStreamParser(items::add).feed(stream.getBytes(StandardCharsets.UTF_8));
        return items;
    }
}
