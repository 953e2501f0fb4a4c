package dev.carillon.boot;

import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.ForwardedFilter;
import dev.carillon.security.Networks;
import dev.carillon.security.PublishRates;
import dev.carillon.security.Rate;
import java.time.Duration;
import java.util.function.Function;

/**
 * What one client may take from the others.
 *
 * @param publishPerSubject of a caller who is known
 * @param publishPerAddress of all others who have one address
 */
record LimitSettings(
        Proxies proxies,
        ConnectionLimits.Allowed connections,
        PublishRates.Rates publishPerSubject,
        PublishRates.Rates publishPerAddress,
        Replays replays,
        Requests requests) {

    private static final String UNLIMITED = "unlimited";

    /** Who is believed, and what. */
    record Proxies(Networks addresses, ForwardedFilter.Dialect dialect) {}

    /** Readers of the past at a time. */
    record Replays(int max, int perAddress) {}

    /**
     * How a request arrives.
     *
     * @param headBytes of the request line and the headers
     * @param bodyBytes of everything but what is published
     */
    record Requests(long headBytes, Duration headTime, Duration bodyTime, long bodyBytes) {}

    static LimitSettings from(SettingReader reader) {
        return new LimitSettings(
                new Proxies(
                        reader.value("carillon.proxies", "a list of addresses and networks", Networks::of),
                        reader.value("carillon.proxies.header", "x-forwarded or forwarded", LimitSettings::dialect)),
                new ConnectionLimits.Allowed(
                        reader.integer("carillon.connections.max", 1),
                        reader.integer("carillon.connections.per-address", 1),
                        reader.integer("carillon.connections.per-subject", 1),
                        count(reader, "carillon.connections.rate"),
                        count(reader, "carillon.connections.rate-per-address")),
                new PublishRates.Rates(
                        count(reader, "carillon.publish.rate-per-subject"),
                        bytes(reader, "carillon.publish.bytes-per-subject")),
                new PublishRates.Rates(
                        count(reader, "carillon.publish.rate-per-address"),
                        bytes(reader, "carillon.publish.bytes-per-address")),
                new Replays(
                        reader.integer("carillon.replays.max", 1), reader.integer("carillon.replays.per-address", 1)),
                new Requests(
                        size(reader, "carillon.request.head-bytes"),
                        reader.duration("carillon.request.head-time"),
                        reader.duration("carillon.request.body-time"),
                        size(reader, "carillon.request.body-bytes")));
    }

    private static int size(SettingReader reader, String name) {
        return reader.value(name, "a size below 1GiB such as 65536 or 64KiB", Units::smallBytes);
    }

    private static Rate count(SettingReader reader, String name) {
        return reader.value(name, "a number for each second, or unlimited", text -> rate(text, Units::count));
    }

    private static Rate bytes(SettingReader reader, String name) {
        return reader.value(
                name, "a size for each second such as 64KiB, or unlimited", text -> rate(text, Units::bytes));
    }

    private static Rate rate(String text, Function<String, Long> parse) {
        return text.equals(UNLIMITED) ? Rate.UNLIMITED : new Rate(parse.apply(text));
    }

    private static ForwardedFilter.Dialect dialect(String text) {
        return switch (text) {
            case "x-forwarded" -> ForwardedFilter.Dialect.X_FORWARDED;
            case "forwarded" -> ForwardedFilter.Dialect.FORWARDED;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }
}
