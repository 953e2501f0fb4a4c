package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.stream.WhatwgEventStreamParser.Comment;
import dev.carillon.stream.WhatwgEventStreamParser.Item;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import dev.carillon.stream.WhatwgEventStreamParser.Retry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is sent, a browser reads the same. */
class SseFormatProperties {

    record Sent(@Nullable String type, @Nullable String id, String data) {}

    @Property
    void a_browser_reads_back_what_was_sent_however_the_network_cuts_it(
            @ForAll("streams") List<Sent> sent, @ForAll Random cuts) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<Item> expected = new ArrayList<>();
        wire.writeBytes(SseFormat.PLAIN.opening(Duration.ofSeconds(2)));
        expected.add(new Retry(2_000));
        expected.add(new Comment(" carillon"));
        String lastId = "";
        for (Sent event : sent) {
            wire.writeBytes(SseFormat.frame(event.type(), event.id(), event.data()));
            wire.writeBytes(SseFormat.PLAIN.heartbeat());
            lastId = event.id() == null ? lastId : event.id();
            String type = event.type() == null ? "message" : event.type();
            expected.add(new Message(type, withLineFeeds(event.data()), lastId));
            expected.add(new Comment(""));
        }

        List<Item> read = new ArrayList<>();
        WhatwgEventStreamParser browser = new WhatwgEventStreamParser(read::add);
        byte[] bytes = wire.toByteArray();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + cuts.nextInt(12));
            browser.feed(bytes, at, length);
            at += length;
        }

        assertThat(read).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<Sent>> streams() {
        Arbitrary<String> labels = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(12)
                .withChars("ab: é€\uFEFF")
                .injectNull(0.3);
        Arbitrary<String> ids = Arbitraries.strings()
                .withChars("abc019-")
                .ofMinLength(1)
                .ofMaxLength(9)
                .injectNull(0.3);
        return Combinators.combine(labels, ids, data()).as(Sent::new).list().ofMaxSize(8);
    }

    /** Mostly characters that mean something to somebody. */
    private static Arbitrary<String> data() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of("\r", "\n", "\r\n", ":", " ", "data:", "id: 1")),
                        Tuple.of(3, Arbitraries.of("\0", "\uFEFF", "\u2028", "\u0085", "é", "€", "😀")),
                        Tuple.of(2, Arbitraries.strings().ascii().ofMaxLength(5)))
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    /** The standard has no way to say CR. */
    private static String withLineFeeds(String data) {
        return data.replace("\r\n", "\n").replace('\r', '\n');
    }
}
