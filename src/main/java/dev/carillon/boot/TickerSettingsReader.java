package dev.carillon.boot;

import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.SymbolPattern;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code carillon.ticker.*}. */
final class TickerSettingsReader {

    private TickerSettingsReader() {}

    static TickerSettings read(SettingReader reader, Path dataDir) {
        return new TickerSettings(
                reader.integer("carillon.ticker.max-symbols", 1),
                reader.value(
                        "carillon.ticker.zones",
                        "symbols with time zones such as 'ACME = America/New_York, * = UTC'",
                        TickerSettingsReader::zones),
                reader.value(
                        "carillon.ticker.candles.keep",
                        "a time for each interval: '1s = 2h; 1m = 14d; 5m = 60d; 1h = 730d; 1d = 36500d'",
                        TickerSettingsReader::keep),
                reader.integer("carillon.ticker.max-alerts-per-person", 0),
                reader.integer("carillon.ticker.max-feeds", 0),
                reader.value("carillon.ticker.feeds", "a JSON array of feeds", TickerSettingsReader::array),
                reader.value(
                        "carillon.ticker.upstreams",
                        "origins such as https://quotes.example:8443, separated by commas",
                        TickerSettingsReader::origins),
                reader.value(
                        "carillon.ticker.replay-dir",
                        "the full path of a directory, or auto",
                        text -> directory(text, dataDir)));
    }

    private static List<TickerSettings.Zone> zones(String text) {
        return parts(text, ",")
                .map(part -> {
                    String[] sides = sides(part);
                    return new TickerSettings.Zone(new SymbolPattern(sides[0]), ZoneId.of(sides[1]));
                })
                .toList();
    }

    private static Map<Interval, Duration> keep(String text) {
        Map<Interval, Duration> keep = new EnumMap<>(Interval.class);
        parts(text, ";").forEach(part -> {
            String[] sides = sides(part);
            if (keep.put(Interval.of(sides[0]), Units.duration(sides[1])) != null) {
                throw new IllegalArgumentException(sides[0] + " is there twice");
            }
        });
        List<Interval> missing = new ArrayList<>(List.of(Interval.values()));
        missing.removeAll(keep.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing.get(0).label() + " is missing");
        }
        return Map.copyOf(keep);
    }

    /** What stands in it is for the ticker to judge. */
    private static String array(String text) {
        try (JsonReader json = Json.createReader(new StringReader(text))) {
            return json.readArray().toString();
        }
    }

    private static Set<URI> origins(String text) {
        Set<URI> origins = new HashSet<>();
        parts(text, ",").forEach(part -> origins.add(origin(part)));
        return Set.copyOf(origins);
    }

    private static URI origin(String text) {
        URI uri = URI.create(text);
        String scheme = uri.getScheme();
        boolean http = "http".equals(scheme) || "https".equals(scheme);
        String rest = uri.getRawPath();
        boolean bare = (rest == null || rest.isEmpty() || rest.equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!http || !bare || uri.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' is not an origin");
        }
        int port = uri.getPort() < 0 ? (scheme.equals("http") ? 80 : 443) : uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }

    private static Path directory(String text, Path dataDir) {
        if (text.equals("auto")) {
            return dataDir.resolve("replay");
        }
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("'" + text + "' is not a full path");
        }
        return path;
    }

    private static Stream<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static String[] sides(String part) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + part + "' has no '='");
        }
        return new String[] {
            part.substring(0, equals).strip(), part.substring(equals + 1).strip()
        };
    }
}
