package dev.carillon.boot;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values with a unit, as people write them. */
final class Units {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES = Map.of(
            "",
            1L,
            "B",
            1L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L);
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Units() {}

    static int between(String text, int min, int max) {
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException(number + " is not in " + min + ".." + max);
        }
        return number;
    }

    /** A number above zero. */
    static long count(String text) {
        return positive(Long.parseLong(text), text);
    }

    /** Whether it is an amount with a unit of bytes. */
    static boolean isBytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches() && !amount.group(2).isEmpty() && BYTES.containsKey(amount.group(2));
    }

    static long bytes(String text) {
        Matcher amount = amount(text);
        Long unit = BYTES.get(amount.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("'" + amount.group(2) + "' is not a unit");
        }
        return positive(Math.multiplyExact(Long.parseLong(amount.group(1)), unit), text);
    }

    /** What fits into an array, and twice. */
    static int smallBytes(String text) {
        long bytes = bytes(text);
        if (bytes >= 1 << 30) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return (int) bytes;
    }

    /** A time that a clock of nanoseconds can count: up to 292 years. */
    static Duration duration(String text) {
        Duration duration = anyDuration(text);
        try {
            positive(duration.toNanos(), text);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long", e);
        }
        return duration;
    }

    private static Duration anyDuration(String text) {
        if (text.startsWith("P")) {
            Duration duration = Duration.parse(text);
            positive(duration.toMillis(), text);
            return duration;
        }
        Matcher amount = amount(text);
        Duration unit = TIMES.get(amount.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("'" + amount.group(2) + "' is not a unit of time");
        }
        return unit.multipliedBy(positive(Long.parseLong(amount.group(1)), text));
    }

    private static Matcher amount(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no amount");
        }
        return amount;
    }

    private static long positive(long value, String text) {
        if (value <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not above zero");
        }
        return value;
    }
}
