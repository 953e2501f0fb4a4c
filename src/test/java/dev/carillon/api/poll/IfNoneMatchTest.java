package dev.carillon.api.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.EventId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code If-None-Match}, RFC 9110 §13.1.2. */
class IfNoneMatchTest {

    private static final EventId HEAD = new EventId("k3", 20);

    @Test
    void tags_come_in_lists_and_lines_weak_or_strong() {
        assertThat(IfNoneMatch.of(List.of("\"k3-7\", W/\"k3-9\"", "\"k3-8\"")).cursors())
                .containsExactly(HEAD.at(7), HEAD.at(9), HEAD.at(8));
    }

    @Test
    void what_is_no_tag_of_ours_matches_nothing() {
        assertThat(IfNoneMatch.of(List.of("\"abc\", k3-7, \"a,b\", \"\", w/x, \"k3-07\"")))
                .isEqualTo(new IfNoneMatch(false, List.of()));
        assertThat(IfNoneMatch.of(List.of())).isEqualTo(new IfNoneMatch(false, List.of()));
    }

    @Test
    void the_newest_of_those_that_are_right_is_the_one() {
        IfNoneMatch known = IfNoneMatch.of(List.of("\"k3-7\", \"k3-12\", \"k3-9\", \"other-50\""));

        assertThat(known.stillRight(HEAD, id -> id.epoch().equals("k3") && id.offset() >= 9))
                .contains(HEAD.at(12));
        assertThat(known.stillRight(HEAD, id -> false)).isEmpty();
    }

    @Test
    void a_star_matches_whatever_there_is() {
        assertThat(IfNoneMatch.of(List.of(" * ")).stillRight(HEAD, id -> false)).contains(HEAD);
    }

    @Test
    void sixteen_tags_are_looked_at() {
        String many =
                IntStream.rangeClosed(1, 100).mapToObj(i -> "\"k3-" + i + '"').collect(Collectors.joining(","));

        assertThat(IfNoneMatch.of(List.of(many)).cursors()).hasSize(16);
    }
}
