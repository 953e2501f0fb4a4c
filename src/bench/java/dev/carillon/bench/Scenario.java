package dev.carillon.bench;

import java.time.Duration;

/** What is measured. Every scenario runs on a freshly started server and warms it up with its own traffic first. */
public enum Scenario {
    /** How many deliveries a second, when every event is a request of its own. */
    A("closed loop, one event a request", Kind.STEADY),
    /** How many deliveries a second, when events arrive joined. */
    A100("closed loop, 100 events a request", Kind.STEADY),
    /** How late an event is on a server that has time. */
    B("20 events/s to 1,000 subscribers", Kind.STEADY),
    /** What an idle connection costs, and how long a broadcast takes to reach the last of 10,000. */
    C("10,000 idle subscribers, then 20 broadcasts", Kind.IDLE),
    /** What an event costs that only one subscriber wants. */
    D("5,000 events/s over 1,000 channels of one subscriber", Kind.STEADY),
    /**
     * What one reader that stops reading does to the other 999. Large events at a pace that every peer carries with
     * ease: 160 KB/s fill the kernel's buffers of one connection within seconds, and a late delivery is then the stopped
     * reader's doing, not overload.
     */
    S("20 events/s of 8 KB, one reader stops", Kind.STOPPED_READER),
    /** How long one publisher waits until its event is safe: one commit for each. */
    L1("one publisher, closed loop", Kind.STEADY),
    /** How much publishers that wait at the same time share a commit. */
    L32("32 publishers, closed loop", Kind.STEADY),
    /** The same for one publisher that joins its events itself. */
    LB("one publisher, closed loop, 100 events a request", Kind.STEADY),
    /** How fast one client gets what it missed. */
    R1("one client replays 100,000 events", Kind.REPLAY),
    /** The same for all of them, as after a restart. */
    R1000("1,000 clients at once replay 1,000 events each", Kind.REPLAY),
    /** What somebody's replay does to everybody else. */
    RL("20 events/s to 500 subscribers, while a client replays 1,000,000 others", Kind.BESIDE_REPLAY),
    /** What one large room costs: those who come, those who speak, and those who type. */
    CHAT("5,000 members in one room, 20 messages/s, 200 of them type", Kind.CHAT),
    /** The same where every server has time. */
    CHAT1000("1,000 members in one room, 20 messages/s, 40 of them type", Kind.CHAT),
    /** How old the price is that a reader holds, and what the ways to get it cost. */
    TICKER("20,000 quotes/s of 2,000 symbols, 1,000 readers of 50 symbols each", Kind.TICKER),
    /** How many deliveries a second to clients of Socket.IO. */
    SOCKETIO("1,000 clients of Socket.IO in one room, closed loop", Kind.STEADY),
    /** The same on a server that has time. */
    SOCKETIO_PACED("1,000 clients of Socket.IO in one room, 20 events/s", Kind.STEADY),
    /** What an idle client of Socket.IO costs. */
    SOCKETIO_IDLE("10,000 idle clients of Socket.IO, then 20 broadcasts", Kind.IDLE);

    /** The course of a scenario. */
    public enum Kind {
        /** Warm-up, then one measured window of the same traffic. */
        STEADY,
        /** Memory before and after connecting, then single broadcasts. */
        IDLE,
        /** A window with all reading, then a longer one in which a reader has stopped. */
        STOPPED_READER,
        /** What was published before is read, again and again. */
        REPLAY,
        /** A window without, and one with a client that replays. */
        BESIDE_REPLAY,
        /** All join one room; then messages and typing notices. */
        CHAT,
        /** Quotes that only the newest counts of, in each {@link TickerMode} that a server knows. */
        TICKER
    }

    /** Long enough that memory which grows is seen. */
    private static final int TICKER_SECONDS = 60;

    private final String title;
    private final Kind kind;

    Scenario(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    /** Only for servers that keep events. */
    public boolean needsLog() {
        return switch (this) {
            case A, A100, B, C, D, S, CHAT, CHAT1000, TICKER, SOCKETIO, SOCKETIO_PACED, SOCKETIO_IDLE -> false;
            case L1, L32, LB, R1, R1000, RL -> true;
        };
    }

    /** Whether clients are those of Socket.IO, whatever else a server speaks. */
    public boolean isForSocketIo() {
        return this == SOCKETIO || this == SOCKETIO_PACED || this == SOCKETIO_IDLE;
    }

    /** The traffic, with each number that a system property {@code bench.<scenario>.<name>} replaces. */
    public Traffic traffic() {
        Traffic usual = usualTraffic();
        return new Traffic(
                Integer.getInteger(key("subscribers"), usual.subscribers()),
                Integer.getInteger(key("channels"), usual.channels()),
                Integer.getInteger(key("batch"), usual.batch()),
                Integer.getInteger(key("publishers"), usual.publishers()),
                Double.parseDouble(System.getProperty(key("rate"), Double.toString(usual.eventsPerSecond()))),
                Integer.getInteger(key("bytes"), usual.dataBytes()),
                Integer.getInteger(key("history"), usual.history()),
                Integer.getInteger(key("typists"), usual.typists()),
                Integer.getInteger(key("channelsEach"), usual.channelsEach()));
    }

    /** How long a measured window is: {@code bench.<scenario>.seconds}, or for most what all have. */
    Duration window(Duration usual) {
        double seconds = this == TICKER ? TICKER_SECONDS : usual.toMillis() / 1e3;
        String wanted = System.getProperty(key("seconds"), Double.toString(seconds));
        return Duration.ofMillis(Math.round(1e3 * Double.parseDouble(wanted)));
    }

    /** Subscribers, channels, batch, publishers, events a second, bytes, history, typists, channels each. */
    private Traffic usualTraffic() {
        return switch (this) {
            case A -> new Traffic(1_000, 1, 1, 1, 0, 300, 0);
            case A100 -> new Traffic(1_000, 1, 100, 1, 0, 300, 0);
            case B -> new Traffic(1_000, 1, 1, 1, 20, 300, 0);
            case C -> new Traffic(10_000, 1, 1, 1, 1, 300, 0);
            case D -> new Traffic(1_000, 1_000, 1, 16, 5_000, 300, 0);
            case S -> new Traffic(1_000, 1, 1, 1, 20, 8_000, 0);
            case L1 -> new Traffic(1, 1, 1, 1, 0, 300, 0);
            case L32 -> new Traffic(1, 1, 1, 32, 0, 300, 0);
            case LB -> new Traffic(1, 1, 100, 1, 0, 300, 0);
            case R1 -> new Traffic(1, 1, 1, 1, 0, 300, 100_000);
            case R1000 -> new Traffic(1_000, 1, 1, 1, 0, 300, 1_000);
            case RL -> new Traffic(500, 1, 1, 1, 20, 300, 1_000_000);
            case CHAT -> new Traffic(5_000, 1, 1, 8, 20, 100, 0, 200, 1);
            case CHAT1000 -> new Traffic(1_000, 1, 1, 8, 20, 100, 0, 40, 1);
            case TICKER -> new Traffic(1_000, 2_000, 200, 4, 20_000, 0, 0, 0, 50);
            case SOCKETIO -> new Traffic(1_000, 1, 1, 1, 0, 300, 0);
            case SOCKETIO_PACED -> new Traffic(1_000, 1, 1, 1, 20, 300, 0);
            case SOCKETIO_IDLE -> new Traffic(10_000, 1, 1, 1, 1, 300, 0);
        };
    }

    private String key(String property) {
        return "bench." + name() + "." + property;
    }
}
