package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OverlapTest {

    private static final int LONGEST = 4;

    /** All names of up to four segments of these, which is more than the selectors of this test can tell apart. */
    private static final List<ChannelName> NAMES = names();

    @Property(tries = 2_000)
    void it_is_the_same_as_trying_every_channel(
            @ForAll("selectors") Selector one, @ForAll("selectors") Selector other) {
        boolean both = NAMES.stream().anyMatch(name -> one.matches(name) && other.matches(name));

        assertThat(SelectorSet.of(List.of(one)).overlaps(SelectorSet.of(List.of(other))))
                .isEqualTo(both);
    }

    @Provide
    Arbitrary<Selector> selectors() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "*", "~x", "admin");
        return segment.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(segments ->
                        Arbitraries.of("", "/**").map(end -> new Selector(String.join("/", segments) + end)));
    }

    private static List<ChannelName> names() {
        List<String> names = new ArrayList<>(List.of("a", "b", "c", "~x", "admin"));
        List<String> last = List.copyOf(names);
        for (int length = 2; length <= LONGEST; length++) {
            List<String> longer = new ArrayList<>();
            for (String name : last) {
                for (String segment : List.of("a", "b", "c", "~x", "admin")) {
                    longer.add(name + "/" + segment);
                }
            }
            names.addAll(longer);
            last = longer;
        }
        return names.stream().map(ChannelName::new).toList();
    }
}
