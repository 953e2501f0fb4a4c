package dev.carillon.hub;

import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.List;

/** A client of a {@link TestHub}. */
final class Reader {

    final Subscriber subscriber;
    private final TestHub test;
    private final FakeSink sink;
    private final List<CloseReason> ends = new ArrayList<>();

    Reader(TestHub test, FakeSink sink) {
        this(test, sink, Peer.LOCAL);
    }

    Reader(TestHub test, FakeSink sink, Peer peer) {
        this.test = test;
        this.sink = sink;
        this.subscriber = test.hub.connect(sink, TextFormat.TEXT, peer, ends::add);
    }

    Reader(TestHub test, FakeSink sink, WireFormat format, String name) {
        this.test = test;
        this.sink = sink;
        this.subscriber = test.hub.connect(sink, format, Peer.LOCAL, name, ends::add);
    }

    void subscribe(StartingPoint from, String... selectors) {
        SelectorSet set = SelectorSet.of(selectors);
        Start start = test.hub.locate(set, from);
        // Most tests count writes, and the cursor would be one more.
        subscriber.subscribe(set, start instanceof Start.Live ? new Start.Live() : start);
    }

    /** Its sink takes so many chunks more, the last of which blocks it. */
    void open(int chunks) {
        sink.open(chunks);
        subscriber.writable();
    }

    /** The next chunk blocks its sink. */
    void blockWithNextWrite() {
        sink.open(1);
    }

    void breakDown() {
        sink.breakDown();
    }

    boolean isBlocked() {
        return sink.isBlocked();
    }

    boolean keepsShort() {
        return sink.keepsShort();
    }

    /** What it got, write by write. */
    List<String> writes() {
        return List.copyOf(sink.writes());
    }

    String text() {
        return String.join("", sink.writes());
    }

    /** What it got since it was asked the last time. */
    String takeText() {
        String text = text();
        sink.writes().clear();
        return text;
    }

    List<CloseReason> ends() {
        return ends;
    }
}
