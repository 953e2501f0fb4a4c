package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SelectorProperties {

    @Property(tries = 5000)
    void matching_agrees_with_a_regular_expression(
            @ForAll("selectors") Selector selector, @ForAll("channels") ChannelName channel) {
        boolean hidden = channel.isReserved() && selector.isPattern() && !selector.isReserved();
        boolean expected = !hidden && oracle(selector).matcher(channel.value()).matches();

        assertThat(selector.matches(channel)).isEqualTo(expected);
    }

    @Property
    void a_set_agrees_with_its_selectors(
            @ForAll("selectorLists") List<Selector> selectors, @ForAll("channels") ChannelName channel) {
        boolean expected = selectors.stream().anyMatch(selector -> selector.matches(channel));

        assertThat(SelectorSet.of(selectors).matches(channel)).isEqualTo(expected);
    }

    /** {@code **} takes the slash before it along, as it may stand for nothing. */
    private static Pattern oracle(Selector selector) {
        String regex = selector.segments().stream()
                .map(segment -> switch (segment) {
                    case "*" -> "/[^/]+";
                    case "**" -> "(/[^/]+)*";
                    default -> "/" + Pattern.quote(segment);
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex.startsWith("/") ? regex.substring(1) : "[^/]+(/[^/]+)*");
    }

    @Provide
    Arbitrary<ChannelName> channels() {
        return Arbitraries.of("a", "b", "aa", "~a", "c.")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> new ChannelName(String.join("/", segments)));
    }

    @Provide
    Arbitrary<Selector> selectors() {
        Arbitrary<List<String>> segments =
                Arbitraries.of("a", "b", "aa", "~a", "c.", "*").list().ofMaxSize(4);
        return Combinators.combine(segments, Arbitraries.of("a", "*", "**", "**"))
                .as((begin, last) -> new Selector(begin.isEmpty() ? last : String.join("/", begin) + "/" + last));
    }

    @Provide
    Arbitrary<List<Selector>> selectorLists() {
        return selectors().list().ofMaxSize(5);
    }
}
