package dev.carillon.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text, the first of which is the heading. */
final class Table {
    /** Columns of names stand to the left, those of figures to the right. */
    private static final int NAME_COLUMNS = 2;

    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> heading) {
        rows.add(heading);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Aligned with blanks. */
    String asText() {
        return rows.stream().map(row -> line(row, "  ").stripTrailing()).collect(Collectors.joining("\n"));
    }

    /** Aligned too, so that the file can be read as it is. */
    String asMarkdown() {
        List<String> lines = rows.stream()
                .map(row -> "| " + line(row, " | ") + " |")
                .collect(Collectors.toCollection(ArrayList::new));
        String rule = IntStream.range(0, rows.get(0).size())
                .mapToObj(column ->
                        column < NAME_COLUMNS ? "-".repeat(width(column)) : "-".repeat(width(column) - 1) + ":")
                .collect(Collectors.joining(" | "));
        lines.add(1, "| " + rule + " |");
        return String.join("\n", lines);
    }

    private String line(List<String> row, String separator) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> pad(row.get(column), column))
                .collect(Collectors.joining(separator));
    }

    private String pad(String cell, int column) {
        String blanks = " ".repeat(width(column) - cell.length());
        return column < NAME_COLUMNS ? cell + blanks : blanks + cell;
    }

    private int width(int column) {
        return Math.max(
                3, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
}
