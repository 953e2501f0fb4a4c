package dev.carillon.bench;

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
    S("20 events/s of 8 KB, one reader stops", Kind.STOPPED_READER);

    /** The course of a scenario. */
    public enum Kind {
        /** Warm-up, then one measured window of the same traffic. */
        STEADY,
        /** Memory before and after connecting, then single broadcasts. */
        IDLE,
        /** A window with all reading, then a longer one in which a reader has stopped. */
        STOPPED_READER
    }

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

    /** The traffic, with each number that a system property {@code bench.<scenario>.<name>} replaces. */
    public Traffic traffic() {
        Traffic usual = usualTraffic();
        return new Traffic(
                Integer.getInteger(key("subscribers"), usual.subscribers()),
                Integer.getInteger(key("channels"), usual.channels()),
                Integer.getInteger(key("batch"), usual.batch()),
                Integer.getInteger(key("publishers"), usual.publishers()),
                Double.parseDouble(System.getProperty(key("rate"), Double.toString(usual.eventsPerSecond()))),
                Integer.getInteger(key("bytes"), usual.dataBytes()));
    }

    /** Subscribers, channels, batch, publishers, events a second, bytes. */
    private Traffic usualTraffic() {
        return switch (this) {
            case A -> new Traffic(1_000, 1, 1, 1, 0, 300);
            case A100 -> new Traffic(1_000, 1, 100, 1, 0, 300);
            case B -> new Traffic(1_000, 1, 1, 1, 20, 300);
            case C -> new Traffic(10_000, 1, 1, 1, 1, 300);
            case D -> new Traffic(1_000, 1_000, 1, 16, 5_000, 300);
            case S -> new Traffic(1_000, 1, 1, 1, 20, 8_000);
        };
    }

    private String key(String property) {
        return "bench." + name() + "." + property;
    }
}
