package dev.carillon.it.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code access/table.txt}: every endpoint, and what each caller is answered. */
public final class AccessTable {

    private static final String RESOURCE = "/access/table.txt";

    /**
     * One endpoint.
     *
     * @param body null if the request has none
     * @param answers a status, mostly with the slug of the problem, by the head of the column
     */
    public record Row(String method, String path, @Nullable String body, Map<String, String> answers) {

        /** The status with which tokens that are no good are refused here; empty if nobody looks. */
        public Optional<String> refusesBadTokensWith() {
            return Optional.of(answers.get("bad")).filter(bad -> !bad.equals("open"));
        }

        /** The path without its query. */
        public String resource() {
            int query = path.indexOf('?');
            return query < 0 ? path : path.substring(0, query);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private AccessTable() {}

    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : text().lines().toList()) {
            if (line.startsWith("# method")) {
                columns = cells(line.substring(1));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(row(columns, cells(line)));
            }
        }
        return rows;
    }

    private static Row row(List<String> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalStateException("not as many cells as columns: " + cells);
        }
        Map<String, String> answers = new HashMap<>();
        for (int i = 3; i < cells.size(); i++) {
            answers.put(columns.get(i), cells.get(i));
        }
        String body = cells.get(2);
        return new Row(cells.get(0), cells.get(1), body.equals("-") ? null : body, answers);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static String text() {
        try (InputStream in = AccessTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
