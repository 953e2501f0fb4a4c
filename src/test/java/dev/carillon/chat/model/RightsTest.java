package dev.carillon.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {

    private static final Map<Role, Character> LETTERS =
            Map.of(Role.VISITOR, 'v', Role.MEMBER, 'm', Role.MODERATOR, 'M', Role.OWNER, 'O');

    private static final Set<Right> WRITING =
            EnumSet.of(Right.SEND, Right.EDIT_OWN, Right.DELETE_OWN, Right.REACT, Right.TYPE);

    record Cell(Right right, String kind, String roles) {}

    static List<Cell> cells() throws IOException {
        List<Cell> cells = new ArrayList<>();
        try (InputStream in = RightsTest.class.getResourceAsStream("/chat/rights.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                String[] parts = line.split("\\|", -1);
                Right right =
                        Right.valueOf(parts[0].strip().toUpperCase(Locale.ROOT).replace('-', '_'));
                String[] kinds = {"public", "private", "read-only", "direct", "archived"};
                for (int i = 0; i < kinds.length; i++) {
                    cells.add(new Cell(right, kinds[i], parts[i + 1].strip()));
                }
            }
        }
        return cells;
    }

    private static Set<Right> rights(String kind, Role role, boolean muted, boolean banned) {
        boolean archived = kind.equals("archived");
        return Rights.of(archived ? RoomKind.PUBLIC : RoomKind.of(kind), archived, role, muted, banned);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void every_right_is_as_the_table_says(Cell cell) {
        for (Role role : Role.values()) {
            boolean expected = cell.roles.indexOf(LETTERS.get(role)) >= 0;

            assertThat(rights(cell.kind, role, false, false).contains(cell.right))
                    .as("%s may %s in a room that is %s", role, cell.right, cell.kind)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void who_is_muted_may_do_the_same_but_write(Cell cell) {
        for (Role role : Role.values()) {
            boolean expected = cell.roles.indexOf(LETTERS.get(role)) >= 0 && !WRITING.contains(cell.right);

            assertThat(rights(cell.kind, role, true, false).contains(cell.right))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void who_is_banned_may_do_nothing(Cell cell) {
        for (Role role : Role.values()) {
            assertThat(rights(cell.kind, role, false, true)).isEmpty();
        }
    }

    @Test
    void the_table_has_every_right() throws IOException {
        assertThat(cells().stream().map(Cell::right).distinct()).containsExactly(Right.values());
    }
}
