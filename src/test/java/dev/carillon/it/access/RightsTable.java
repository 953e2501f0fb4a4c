package dev.carillon.it.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code chat/rights.txt}: who may do what in which room. */
public final class RightsTable {

    private static final String RESOURCE = "/chat/rights.txt";
    private static final List<String> KINDS = List.of("public", "private", "read-only", "direct", "archived");

    /**
     * One right in rooms of one kind.
     *
     * @param roles the letters of those who have it
     */
    public record Cell(String right, String kind, String roles) {

        public boolean allows(Role role) {
            return roles.indexOf(role.letter) >= 0;
        }
    }

    /** By its letter in the table. */
    public enum Role {
        VISITOR('v'),
        MEMBER('m'),
        MODERATOR('M'),
        OWNER('O');

        private final char letter;

        Role(char letter) {
            this.letter = letter;
        }
    }

    private RightsTable() {}

    public static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String line : text().lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\|", -1);
                for (int i = 0; i < KINDS.size(); i++) {
                    cells.add(new Cell(parts[0].strip(), KINDS.get(i), parts[i + 1].strip()));
                }
            }
        }
        return cells;
    }

    private static String text() {
        try (InputStream in = RightsTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
