package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import dev.carillon.security.CorsPolicy;
import dev.carillon.security.PublishRates;
import dev.carillon.security.Rate;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that ship, and values that make no sense. */
class SettingsTest {

    private final List<ConfigSource> sources = new ArrayList<>();
    private final Map<String, String> values = shipped();
    private final Set<String> read = new HashSet<>();

    @Test
    void every_setting_that_ships_is_read_and_no_other() {
        settings();

        assertThat(read).isEqualTo(shipped().keySet());
    }

    @Test
    void what_ships_is_what_the_hub_takes_for_its_defaults() {
        Settings settings = settings();

        assertThat(settings.hub())
                .usingRecursiveComparison()
                .ignoringFields("conflation")
                .isEqualTo(HubSettings.defaults(Runtime.getRuntime().availableProcessors()));
        assertThat(settings.hub().conflation())
                .isEqualTo(new HubSettings.Conflation(SelectorSet.of("ticker/**", "admin/stats"), 100_000, 50));
        assertThat(settings.log().retention())
                .isEqualTo(new RetentionPolicy(List.of(
                        rule("admin/**", new Retention(Retention.UNLIMITED, 32 << 20, Duration.ofDays(365))),
                        rule("chat/**", new Retention(Retention.UNLIMITED, 1 << 30, Duration.ofDays(3_650))),
                        rule("**", new Retention(Retention.UNLIMITED, 256 << 20, Duration.ofHours(24))))));
        assertThat(settings.log().keyTime()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.cors()).isEqualTo(CorsPolicy.of(Set.of()));
        assertThat(settings.sink()).isEqualTo(Settings.SinkChoice.AUTO);
    }

    /** Lists, and what is not set at all by default. */
    private static final Set<String> MAY_BE_EMPTY = Set.of(
            "carillon.socketio.default-channel",
            "carillon.cors.origins",
            "carillon.proxies",
            "carillon.metrics.addresses",
            "carillon.anonymous.subscribe",
            "carillon.anonymous.publish",
            "carillon.auth.secret",
            "carillon.auth.public-keys",
            "carillon.auth.jwks-url",
            "carillon.auth.issuer",
            "carillon.chat.blocked-words",
            "carillon.conflating.channels",
            "carillon.ticker.zones",
            "carillon.ticker.upstreams");

    private static final Set<String> TAKE_ANY_TEXT =
            Set.of("carillon.auth.issuer", "carillon.auth.audience", "carillon.chat.blocked-words");

    static Stream<String> names() {
        return shipped().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nonsense_is_refused_with_the_name_of_the_setting(String name) {
        values.put(name, "?nonsense?");

        if (TAKE_ANY_TEXT.contains(name)) {
            settings();
        } else {
            assertRefused(name);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_setting_that_is_emptied_is_refused_with_its_name(String name) {
        values.put(name, "");

        if (MAY_BE_EMPTY.contains(name)) {
            settings();
        } else {
            assertRefused(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "carillon.shards, 65",
        "carillon.shards, 0",
        "carillon.event.max-bytes, 3GiB",
        "carillon.batch.max-bytes, 9999999999GiB",
        "carillon.ring.max-frames, 15",
        "carillon.connections.max, 0",
        "carillon.connections.max, 99999999999",
        "carillon.log, disk",
        "carillon.log.memory.retention, '** = 0 events'",
        "carillon.log.memory.retention, 'a/** = 24h'",
        "carillon.log.memory.retention, '** = 24h, 12h'",
        "carillon.log.memory.retention, '** = compact, 5 events'",
        "carillon.log.memory.retention, '**'",
        "carillon.stream.heartbeat, 110000d",
        "carillon.stream.retry, 15",
        "carillon.cors.origins, 'https://a.example, b.example'",
        "carillon.sink, Tomcat",
        "carillon.connections.rate, 0",
        "carillon.connections.rate, Unlimited",
        "carillon.publish.rate-per-address, 5/s",
        "carillon.publish.bytes-per-subject, 0KiB",
        "carillon.proxies, '127.0.0.1, proxy.example'",
        "carillon.proxies.header, X-Real-IP",
        "carillon.request.body-bytes, 3GiB",
        "carillon.request.head-bytes, 0",
        "carillon.channel.max-length, 0",
        "carillon.channel.max-length, 129",
        "carillon.subscription.max-selector-length, 129",
        "carillon.replays.max, 0"
    })
    void a_value_out_of_its_bounds_is_refused_with_the_name_of_the_setting(String name, String value) {
        values.put(name, value);

        assertRefused(name);
    }

    @Test
    void a_list_of_origins_is_separated_by_commas_or_blanks() {
        values.put("carillon.cors.origins", " https://a.example,https://b.example  http://localhost:3000, ");

        assertThat(settings().cors())
                .isEqualTo(CorsPolicy.of(Set.of("https://a.example", "https://b.example", "http://localhost:3000")));
    }

    @Test
    void a_rate_is_a_number_for_each_second_or_unlimited() {
        values.put("carillon.publish.bytes-per-address", "1MiB");
        values.put("carillon.publish.rate-per-address", "unlimited");

        assertThat(settings().limits().publishPerAddress())
                .isEqualTo(new PublishRates.Rates(Rate.UNLIMITED, new Rate(1 << 20)));
    }

    /** Payara answers with the next source's value, which here is the default: anybody would keep what was taken from him. */
    @Test
    void a_list_that_is_emptied_stays_empty_whatever_the_next_source_says() {
        sources.add(source(Map.of("carillon.anonymous.publish", "")));
        sources.add(source(Map.of("carillon.anonymous.publish", "demo/**")));
        values.put("carillon.anonymous.publish", "demo/**");

        assertThat(settings().auth().anonymous().publishNames()).isEmpty();
    }

    private static ConfigSource source(Map<String, String> values) {
        return new ConfigSource() {
            @Override
            public Set<String> getPropertyNames() {
                return values.keySet();
            }

            @Override
            public String getValue(String name) {
                return values.get(name);
            }

            @Override
            public String getName() {
                return "test";
            }
        };
    }

    @Test
    void blanks_around_a_value_mean_nothing() {
        values.put("carillon.shards", " 3 ");

        assertThat(settings().hub().shards()).isEqualTo(3);
    }

    private static RetentionRule rule(String selector, Retention limits) {
        return new RetentionRule(new Selector(selector), limits, false);
    }

    private void assertRefused(String name) {
        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("setting " + name + " takes ");
    }

    private Settings settings() {
        return Settings.from(new MapConfig());
    }

    private static Map<String, String> shipped() {
        Properties properties = new Properties();
        try (InputStream in = SettingsTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, String> shipped = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> shipped.put(name, properties.getProperty(name)));
        shipped.remove("config_ordinal");
        return shipped;
    }

    /** Answers from the map, and remembers what it was asked for. */
    private final class MapConfig implements Config {

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            read.add(name);
            return Optional.ofNullable(values.get(name))
                    .filter(text -> !text.isEmpty())
                    .map(type::cast);
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return sources;
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }
    }
}
