package dev.carillon.ticker.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The recorded quotes of {@code src/test/resources/ticker/recorded.csv.gz}, and what made them: five symbols, each with the days
 * of another zone, around all changes of clocks of 2026. Some come late, by a second up to a day and a half, and some at the
 * same time as the one before.
 *
 * <p>To make the file again, run this class with the path of the file. It is always the same.
 */
final class RecordedQuotes {

    static final String HEAD = "time,symbol,price,volume,bid,ask";

    /** Where the day of each symbol begins. */
    static final Map<String, ZoneId> ZONES = zones();

    /** Before the day on which clocks change in one of the zones; 34 hours are recorded. */
    private static final List<Instant> BEGINNINGS = List.of(
            Instant.parse("2026-03-07T20:00:00Z"), // New York, the 8th at 07:00Z
            Instant.parse("2026-03-28T14:00:00Z"), // Berlin, the 29th at 01:00Z
            Instant.parse("2026-04-04T04:00:00Z"), // Lord Howe, the 4th at 15:00Z
            Instant.parse("2026-10-03T04:00:00Z"), // Lord Howe, the 3rd at 15:30Z
            Instant.parse("2026-10-24T14:00:00Z"), // Berlin, the 25th at 01:00Z
            Instant.parse("2026-10-31T20:00:00Z")); // New York, the 1st at 06:00Z

    private static final long HOURS = 34;
    private static final long SEED = 20261127;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> cents = new LinkedHashMap<>();

    private static Map<String, ZoneId> zones() {
        Map<String, ZoneId> zones = new LinkedHashMap<>();
        zones.put("ACME", ZoneId.of("America/New_York"));
        zones.put("BEAR.DE", ZoneId.of("Europe/Berlin"));
        zones.put("INDUS", ZoneId.of("Asia/Kolkata"));
        zones.put("PALM", ZoneId.of("Australia/Lord_Howe"));
        zones.put("Coin-X", ZoneId.of("UTC"));
        return zones;
    }

    /** A line of the file. */
    record Line(Instant time, String symbol, BigDecimal price, BigDecimal volume) {

        static Line of(String text) {
            String[] fields = text.split(",", -1);
            return new Line(
                    Instant.parse(fields[0]),
                    fields[1],
                    new BigDecimal(fields[2]),
                    fields[3].isEmpty() ? BigDecimal.ZERO : new BigDecimal(fields[3]));
        }
    }

    /** What is recorded, without the head. */
    static List<String> read() {
        try (InputStream file = RecordedQuotes.class.getResourceAsStream("/ticker/recorded.csv.gz");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            if (!HEAD.equals(lines.readLine())) {
                throw new IllegalStateException("the head is not " + HEAD);
            }
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String... arguments) throws IOException {
        String text = HEAD + "\n" + String.join("\n", generate()) + "\n";
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]));
                OutputStream zip = new GZIPOutputStream(file)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What should be recorded, without the head. */
    static List<String> generate() {
        return new RecordedQuotes().lines();
    }

    private List<String> lines() {
        ZONES.keySet().forEach(symbol -> cents.put(symbol, 10_000));
        List<String> lines = new ArrayList<>();
        for (Instant beginning : BEGINNINGS) {
            Instant time = beginning;
            Instant end = beginning.plusSeconds(HOURS * 3_600);
            while (time.isBefore(end)) {
                time = time.plusMillis(pause());
                for (String symbol : ZONES.keySet()) {
                    if (random.nextInt(4) > 0) {
                        lines.add(line(time.minusMillis(lateness()), symbol));
                    }
                }
            }
        }
        return lines;
    }

    /** Mostly bursts, and silence between them. */
    private long pause() {
        int kind = random.nextInt(32);
        if (kind == 0) {
            return 1_000L * (60 + random.nextInt(1_000));
        }
        return kind < 20 ? 250L * random.nextInt(8) : 1_000L * random.nextInt(30);
    }

    private long lateness() {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            return 1_000L * random.nextInt(36 * 3_600);
        }
        if (kind < 4) {
            return 1_000L * random.nextInt(1_200);
        }
        return kind < 20 ? 250L * random.nextInt(12) : 0;
    }

    private String line(Instant time, String symbol) {
        int price = cents.merge(symbol, random.nextInt(5) - 2, Integer::sum);
        String volume =
                random.nextInt(4) > 0 ? "" : random.nextInt(8) == 0 ? "0.25" : 100 * (1 + random.nextInt(3)) + "";
        String book = random.nextInt(50) > 0 ? "," : decimal(price - 1) + "," + decimal(price + 1);
        return time + "," + symbol + "," + decimal(price) + "," + volume + "," + book;
    }

    private static String decimal(int cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
