package dev.carillon.bench.load;

import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/** All join, then warm-up, then one window of the same traffic. */
final class ChatCourse {
    /** Those who came last are announced within a second. */
    private static final long SETTLE_NANOS = 3_000_000_000L;

    private final Settings settings;
    private final Tally tally = new Tally();
    private final ChatTally chat = new ChatTally();
    private final Figures figures = new Figures();
    private final ProcessProbe server;
    private final ProcessProbe self =
            new ProcessProbe(List.of(ProcessHandle.current().pid()), false);

    private ChatCourse(Settings settings) {
        this.settings = settings;
        this.server = new ProcessProbe(settings.serverPids(), settings.serverIsJvm());
    }

    static Measurement run(Settings settings) throws IOException {
        return new ChatCourse(settings).run();
    }

    private Measurement run() throws IOException {
        try (EventLoop loop = new EventLoop();
                ChatRoom room = ChatRoom.of(loop, settings, tally, chat);
                ChatMembers members = new ChatMembers(loop, room)) {
            join(loop, members);
            ChatTraffic traffic = new ChatTraffic(loop, room, settings, tally, chat);
            traffic.run(settings.warmUp());
            window(traffic);
            figures.count("lost", members.lost());
            figures.count("undelivered", members.undelivered(traffic.messages()));
            figures.count("outOfOrder", members.inAnotherOrder());
            figures.count("repeated", tally.repeated);
            figures.count("refused", tally.refused);
            figures.count("closed", tally.closedByServer);
            return figures.measured();
        }
    }

    private void join(EventLoop loop, ChatMembers members) throws IOException {
        int count = settings.traffic().subscribers();
        long serverMicros = server.cpuMicros();
        figures.put("joinSeconds", members.join(count) / 1e9);
        loop.turnFor(SETTLE_NANOS);
        figures.put("joinCpuSeconds", (server.cpuMicros() - serverMicros) / 1e6);
        figures.put("joinEventsPerMember", (double) chat.joinEvents / count);
        figures.put("joinKbPerMember", chat.joinBytes / 1e3 / count);
    }

    private void window(ChatTraffic traffic) throws IOException {
        long messages = traffic.messages();
        long notices = traffic.notices();
        long delivered = tally.deliveries;
        long typing = chat.typing;
        long serverMicros = server.cpuMicros();
        long selfMicros = self.cpuMicros();
        tally.takeLatency();
        tally.takeAcknowledged();
        long start = System.nanoTime();
        traffic.run(settings.window());
        double micros = (tally.lastDeliveryNanos - start) / 1e3;
        serverMicros = server.cpuMicros() - serverMicros;
        selfMicros = self.cpuMicros() - selfMicros;
        delivered = tally.deliveries - delivered;
        typing = chat.typing - typing;
        notices = (traffic.notices() - notices) * settings.traffic().subscribers();

        figures.put("eventsPerSecond", (traffic.messages() - messages) / (micros / 1e6));
        figures.put("deliveriesPerSecond", delivered / (micros / 1e6));
        figures.putLatency(tally.takeLatency());
        Histogram acknowledged = tally.takeAcknowledged();
        figures.put("ackP50", acknowledged.getValueAtPercentile(50) / 1e3);
        figures.put("ackP99", acknowledged.getValueAtPercentile(99) / 1e3);
        figures.put("cpuPerDelivery", (double) serverMicros / (delivered + typing));
        figures.put("generatorPerDelivery", (double) selfMicros / (delivered + typing));
        figures.put("serverCores", serverMicros / micros);
        figures.put("generatorCores", selfMicros / micros);
        figures.put("typingPerSecond", typing / (micros / 1e6));
        figures.put("typingPercent", notices == 0 ? 100 : 100.0 * typing / notices);
    }
}
