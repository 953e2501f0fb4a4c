package dev.carillon.boot;

import dev.carillon.engineio.EngineSettings;
import dev.carillon.event.ChannelName;
import dev.carillon.socketio.hub.DefaultChannel;
import dev.carillon.socketio.server.SocketIoSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code carillon.socketio.*}.
 *
 * @param enabled whether {@code /socket.io/} answers
 * @param threads that call handlers of beans
 */
record SocketSettings(
        boolean enabled, EngineSettings engine, SocketIoSettings packets, int threads, DefaultChannel defaultChannel) {

    /** Clients say numbers of bytes as JavaScript does, and keep a whole message in memory. */
    private static final int MAX_PAYLOAD = 100_000_000;

    static SocketSettings from(SettingReader reader) {
        EngineSettings engine = engine(reader);
        return new SocketSettings(
                reader.value("carillon.socketio.enabled", "true or false", SocketSettings::truth),
                engine,
                new SocketIoSettings(
                        reader.duration("carillon.socketio.connect-timeout"),
                        engine.maxPayload(),
                        reader.integer("carillon.socketio.max-namespaces", 1),
                        reader.integer("carillon.socketio.max-attachments", 0),
                        reader.integer("carillon.socketio.max-pending-acks", 1),
                        reader.value(
                                "carillon.socketio.recovery", "a time such as 2m, or off", SocketSettings::recovery)),
                reader.integer("carillon.socketio.threads", 1),
                new DefaultChannel(reader.value(
                        "carillon.socketio.default-channel",
                        "the name of a channel, or nothing",
                        text -> text.isEmpty() ? Optional.empty() : Optional.of(new ChannelName(text)))));
    }

    private static Duration recovery(String text) {
        return text.equals("off") ? Duration.ZERO : Units.duration(text);
    }

    private static EngineSettings engine(SettingReader reader) {
        return new EngineSettings(
                reader.duration("carillon.socketio.ping-interval"),
                reader.duration("carillon.socketio.ping-timeout"),
                reader.value(
                        "carillon.socketio.max-payload",
                        "a number of bytes from 1000 to " + MAX_PAYLOAD,
                        text -> Units.between(text, 1_000, MAX_PAYLOAD)),
                reader.duration("carillon.socketio.upgrade-timeout"));
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }
}
