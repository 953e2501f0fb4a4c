package dev.carillon.ticker.feed.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.stream.WhatwgEventStreamParser;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.upstream.EventStream.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compared with a second reading of the standard, the one by which the hub's own streams are tested. */
class EventStreamTest {

    private static final String STREAM =
            "\uFEFFdata: ä\r\ndata:字\rdata:  😀\n\n: comment\nid: 1\rretry: 250\r\nevent: quote\ndata\n\n"
                    + "id\0: x\nid: a\0b\ndata:b\r\n\r\nid: 2\n\nretry: x1\ndata: c\n\nevent: none\n\nid\ndata:d\n\ndata: lost";

    private static final List<Message> MESSAGES = List.of(
            new Message("message", "ä\n字\n 😀", "0"),
            new Message("quote", "", "1"),
            new Message("message", "b", "1"),
            new Message("message", "c", "2"),
            new Message("message", "d", ""));

    /** What comes of it, the last id and the reconnection time at the end. */
    private record Outcome(List<Message> messages, String id, String retry) {}

    @Example
    void a_stream_is_the_same_wherever_it_is_cut() throws FeedException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        Outcome expected = new Outcome(MESSAGES, "", "250");

        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second += 7) {
                assertThat(outcome(bytes, first, second)).isEqualTo(expected);
            }
        }

        int[] everywhere = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            everywhere[i] = i;
        }
        assertThat(outcome(bytes, everywhere)).isEqualTo(expected);
    }

    @Property
    void whatever_comes_is_what_a_browser_makes_of_it(@ForAll("streams") byte[] bytes, @ForAll int cut)
            throws FeedException {
        List<Message> expected = new ArrayList<>();
        List<String> retries = new ArrayList<>(List.of(""));
        WhatwgEventStreamParser browser = new WhatwgEventStreamParser(item -> {
            if (item instanceof WhatwgEventStreamParser.Message message) {
                expected.add(new Message(message.type(), message.data(), message.lastEventId()));
            } else if (item instanceof WhatwgEventStreamParser.Retry retry) {
                retries.add(String.valueOf(retry.millis()));
            }
        });
        browser.feed(bytes);

        Outcome outcome = outcomeFrom("", bytes, Math.floorMod(cut, bytes.length + 1));

        assertThat(outcome.messages()).isEqualTo(expected);
        assertThat(outcome.id()).isEqualTo(browser.lastEventId());
        assertThat(outcome.retry()).isEqualTo(retries.get(retries.size() - 1));
    }

    @Provide
    Arbitrary<byte[]> streams() {
        return Arbitraries.of(
                        "data",
                        "id",
                        "event",
                        "retry",
                        ":",
                        ": ",
                        " ",
                        "\r",
                        "\n",
                        "\r\n",
                        "\n\n",
                        "\0",
                        "7",
                        "x",
                        "ä",
                        "\uFEFF",
                        "data:x\n",
                        "data: y\r",
                        "id: 5\n",
                        "id\n",
                        "event: quote\n",
                        "retry: 10\n",
                        "😀")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void bytes_that_are_no_utf_8_are_replaced() throws FeedException {
        byte[] bytes = "data: a?b\n\n".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) 0xc3;

        assertThat(outcome(bytes, 8).messages()).containsExactly(new Message("message", "a\uFFFDb", "0"));
    }

    @Example
    void a_line_an_event_and_an_id_have_their_limits() throws FeedException {
        String line = "data:" + "x".repeat(EventStream.MAX_LINE_BYTES - 5);
        String four = "data:" + "x".repeat(EventStream.MAX_EVENT_CHARS / 5) + "\n";

        assertThat(outcome(bytes(line + "\n\n")).messages()).hasSize(1);
        assertThatThrownBy(() -> outcome(bytes(line + "x")))
                .isInstanceOf(FeedException.class)
                .hasMessage("a line of the stream has more than 65536 bytes");
        assertThat(outcome(bytes(four.repeat(4) + "\n" + four.repeat(4) + "\n")).messages())
                .hasSize(2);
        assertThatThrownBy(() -> outcome(bytes(four.repeat(5))))
                .isInstanceOf(FeedException.class)
                .hasMessage("an event has more than 262144 characters");
        assertThatThrownBy(() -> outcome(bytes("data:\n".repeat(EventStream.MAX_EVENT_CHARS + 1))))
                .isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> outcome(bytes("id:" + "x".repeat(EventStream.MAX_ID_CHARS + 1) + "\n")))
                .isInstanceOf(FeedException.class)
                .hasMessage("an id has more than 4096 characters");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome outcome(byte[] bytes, int... cuts) throws FeedException {
        return outcomeFrom("0", bytes, cuts);
    }

    private static Outcome outcomeFrom(String id, byte[] bytes, int... cuts) throws FeedException {
        List<Message> messages = new ArrayList<>();
        EventStream stream = new EventStream(id, messages::add);
        int begin = 0;
        for (int cut : cuts) {
            accept(stream, bytes, begin, cut);
            begin = cut;
        }
        accept(stream, bytes, begin, bytes.length);
        return new Outcome(messages, stream.lastEventId(), stream.retry());
    }

    private static void accept(EventStream stream, byte[] bytes, int begin, int end) throws FeedException {
        byte[] piece = Arrays.copyOfRange(bytes, begin, end);
        stream.accept(piece, piece.length);
    }
}
