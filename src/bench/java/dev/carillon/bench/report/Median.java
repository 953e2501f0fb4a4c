package dev.carillon.bench.report;

import dev.carillon.bench.load.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts the rounds together: the median of each figure, but the sum of everything that should be zero. */
final class Median {
    private static final Set<String> SUMMED =
            Set.of("lost", "undelivered", "repeated", "outOfOrder", "refused", "closed", "withoutNewest");

    private Median() {}

    static Measurement of(List<Measurement> rounds) {
        Set<String> names = new TreeSet<>();
        rounds.forEach(round -> names.addAll(round.figures().keySet()));
        Map<String, Double> together = new TreeMap<>();
        for (String name : names) {
            double[] values = rounds.stream()
                    .mapToDouble(round -> round.get(name))
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            together.put(name, SUMMED.contains(name) ? sum(values) : median(values));
        }
        return Measurement.of(together);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
