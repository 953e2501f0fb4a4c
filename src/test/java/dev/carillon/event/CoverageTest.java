package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pattern is covered only if every channel that it chooses is granted. */
class CoverageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orders/7      | orders/7                 | true
            orders/7      | orders/*                 | true
            orders/7      | **                       | true
            orders/*      | orders/*                 | true
            orders/*      | orders/**                | true
            orders/*      | orders/7                 | false
            orders/**     | orders/*                 | false
            orders/**     | orders orders/* orders/*/** | true
            orders/**     | orders orders/*/**       | true
            orders/**     | orders/*/**              | false
            **            | **                       | true
            **            | * */**                   | true
            **            | *                        | false
            **            | a/** b/**                | false
            */b           | a/b */b                  | true
            */b           | a/b                      | false
            a/*/c         | a/**                     | true
            a/*/c         | a/*/*                    | true
            admin/audit   | **                       | false
            admin/**      | **                       | false
            admin/**      | admin/**                 | true
            admin/audit   | admin/*                  | true
            administration | **                      | true
            """)
    void selectors_cover_another_if_they_choose_all_of_its_channels(String asked, String granted, boolean covered) {
        assertThat(SelectorSet.of(granted.split(" ")).covers(new Selector(asked)))
                .isEqualTo(covered);
    }

    /** Compared with trying every channel of a small world: two names that selectors use, one that none does, up to five segments. */
    @Property(tries = 2_000)
    void it_is_the_same_as_trying_every_channel(
            @ForAll("selectors") String asked, @ForAll("sets") Set<String> granted) {
        SelectorSet grants = SelectorSet.of(granted.toArray(String[]::new));
        Selector selector = new Selector(asked);

        boolean tried = channels("", 5).filter(selector::matches).allMatch(grants::matches);

        assertThat(grants.covers(selector)).isEqualTo(tried);
    }

    @Provide
    Arbitrary<String> selectors() {
        Arbitrary<String> segment = Arbitraries.of("a", "admin", "*");
        Arbitrary<List<String>> begin = segment.list().ofMinSize(1).ofMaxSize(3);
        return begin.flatMap(segments -> Arbitraries.of("", "/**").map(end -> String.join("/", segments) + end))
                .injectNull(0.1)
                .map(selector -> selector == null ? "**" : selector);
    }

    @Provide
    Arbitrary<Set<String>> sets() {
        return selectors().set().ofMaxSize(5);
    }

    private static Stream<ChannelName> channels(String prefix, int depth) {
        if (depth == 0) {
            return Stream.empty();
        }
        return List.of("a", "admin", "other").stream()
                .map(segment -> prefix + segment)
                .flatMap(name -> Stream.concat(Stream.of(new ChannelName(name)), channels(name + "/", depth - 1)));
    }
}
