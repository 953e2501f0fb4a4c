package dev.carillon.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of one run by name; crosses from the generator's process to the benchmark's as one line of text. A figure
 * that a scenario does not have is absent.
 */
public final class Measurement {
    /** The start of the line, so that it is found among whatever else is printed. */
    public static final String LINE_START = "measured ";

    private final Map<String, Double> figures;

    private Measurement(Map<String, Double> figures) {
        this.figures = figures;
    }

    public static Measurement of(Map<String, Double> figures) {
        return new Measurement(new TreeMap<>(figures));
    }

    /** Reads what {@link #toLine()} wrote. */
    public static Measurement parse(String line) {
        Map<String, Double> figures = new TreeMap<>();
        for (String pair : line.substring(LINE_START.length()).split(" ", -1)) {
            int equals = pair.indexOf('=');
            figures.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return new Measurement(figures);
    }

    String toLine() {
        return LINE_START
                + figures.entrySet().stream()
                        .map(figure -> figure.getKey() + "=" + figure.getValue())
                        .collect(Collectors.joining(" "));
    }

    public Map<String, Double> figures() {
        return figures;
    }

    /** The figure, or NaN when there is none. */
    public double get(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
