package dev.carillon.boot;

import dev.carillon.admin.AdminLimits;
import dev.carillon.api.ApiSettings;
import dev.carillon.chat.ChatSettings;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.HubSettings;
import dev.carillon.operation.LiveFigures;
import dev.carillon.security.CorsPolicy;
import dev.carillon.security.token.TokenSettings;
import dev.carillon.ticker.TickerSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting, read once at start. The names, meanings and defaults are in {@code
 * META-INF/microprofile-config.properties} and in {@code docs/settings.md}.
 *
 * <p>A value that makes no sense ends the start with a message that names the setting and what it takes.
 */
record Settings(
        HubSettings hub,
        LogSettings log,
        Connections connections,
        LimitSettings limits,
        ApiSettings api,
        AuthSettings auth,
        TokenSettings tokens,
        AdminLimits admin,
        CorsPolicy cors,
        OperationSettings operation,
        ChatSettings chat,
        TickerSettings ticker,
        SocketSettings sockets,
        SinkChoice sink) {

    /**
     * Streams.
     *
     * @param retry the shortest time after which a client comes back
     */
    record Connections(Duration retry) {}

    /** Which sink streams use. */
    enum SinkChoice {
        /** Tomcat's own where it can be, else the portable one. */
        AUTO,
        /** The portable one. */
        SERVLET
    }

    static Settings from(Config config) {
        return from(new SettingReader(config));
    }

    static Settings from(SettingReader reader) {
        LogSettings log = log(reader);
        return new Settings(
                hub(reader),
                log,
                new Connections(reader.duration("carillon.stream.retry")),
                LimitSettings.from(reader),
                api(reader),
                AuthSettings.from(reader),
                TokenSettingsReader.read(reader),
                AdminSettings.from(reader),
                reader.value("carillon.cors.origins", "a list of origins", Settings::cors),
                OperationSettings.from(reader),
                ChatSettingsReader.read(reader),
                TickerSettingsReader.read(reader, log.dataDir()),
                SocketSettings.from(reader),
                reader.value("carillon.sink", "auto or servlet", Settings::sink));
    }

    private static ApiSettings api(SettingReader reader) {
        return new ApiSettings(
                nameLength(reader, "carillon.channel.max-length"),
                reader.integer("carillon.subscription.max-selectors", 1),
                nameLength(reader, "carillon.subscription.max-selector-length"));
    }

    private static int nameLength(SettingReader reader, String name) {
        return reader.value(
                name,
                "a number from 1 to " + ChannelName.MAX_LENGTH,
                text -> Units.between(text, 1, ChannelName.MAX_LENGTH));
    }

    private static HubSettings hub(SettingReader reader) {
        int processors = Runtime.getRuntime().availableProcessors();
        int shards = reader.value(
                "carillon.shards",
                "a number from 1 to 64, or auto",
                text -> text.equals("auto") ? HubSettings.shardsFor(processors) : Units.between(text, 1, 64));
        return new HubSettings(
                shards,
                new HubSettings.RingLimits(
                        reader.integer("carillon.ring.max-frames", 16),
                        reader.bytes("carillon.ring.max-bytes"),
                        reader.bytes("carillon.ring.max-total-bytes")),
                HubSettings.ReplayLimits.DEFAULT,
                new HubSettings.PublishLimits(
                        reader.value(
                                "carillon.event.max-bytes",
                                "a size below 1GiB such as 65536 or 64KiB",
                                Units::smallBytes),
                        reader.integer("carillon.batch.max-events", 1),
                        reader.bytes("carillon.batch.max-bytes"),
                        reader.bytes("carillon.publish.high-water-bytes"),
                        reader.duration("carillon.publish.max-wait")),
                new HubSettings.Timing(
                        reader.duration("carillon.stream.heartbeat"),
                        reader.duration("carillon.stream.slow-grace"),
                        reader.duration("carillon.stream.stall")),
                DrainSettings.from(reader),
                conflation(reader));
    }

    private static HubSettings.Conflation conflation(SettingReader reader) {
        return new HubSettings.Conflation(
                withFigures(reader.value(
                        "carillon.conflating.channels", "a list of selectors, or nothing", Settings::selectors)),
                reader.integer("carillon.conflating.max-keys", 1),
                reader.value("carillon.conflating.max-rate", "a number for each second", text ->
                        (double) Units.between(text, 1, 1_000)));
    }

    /** Of the server's figures nobody wants but the newest. */
    private static SelectorSet withFigures(SelectorSet channels) {
        Set<Selector> all = new HashSet<>(channels.selectors());
        all.add(new Selector(LiveFigures.CHANNEL.value()));
        return SelectorSet.of(all);
    }

    private static SelectorSet selectors(String text) {
        return SelectorSet.of(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Selector::new)
                .collect(Collectors.toSet()));
    }

    private static LogSettings log(SettingReader reader) {
        return new LogSettings(
                reader.value("carillon.log", "sqlite or memory", LogSettings::kind),
                reader.value("carillon.data-dir", "the full path of a directory, or auto", LogSettings::dataDir),
                reader.value("carillon.log.retention", RetentionSetting.TAKES, RetentionSetting::parse),
                reader.value("carillon.log.memory.retention", RetentionSetting.TAKES, RetentionSetting::parse),
                reader.duration("carillon.idempotency.time"));
    }

    private static CorsPolicy cors(String text) {
        Set<String> origins = Arrays.stream(text.split("[,\\s]+"))
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
        return CorsPolicy.of(origins);
    }

    private static SinkChoice sink(String text) {
        return switch (text) {
            case "auto" -> SinkChoice.AUTO;
            case "servlet" -> SinkChoice.SERVLET;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }
}
