package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChannelNameProperties {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?=.{1,128}\\z)(?!\\.{1,2}(/|\\z))[A-Za-z0-9._~@-]+(/(?!\\.{1,2}(/|\\z))[A-Za-z0-9._~@-]+)*");

    @Property
    void any_text_is_a_name_or_refused_as_a_channel(@ForAll("anyText") String text) {
        boolean taken;
        try {
            taken = new ChannelName(text).value().equals(text);
        } catch (InvalidChannelException refused) {
            taken = false;
        }

        assertThat(taken).isEqualTo(SYNTAX.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(140),
                Arbitraries.strings().withChars("abZ09._~@-/*").ofMaxLength(12),
                Arbitraries.strings().withChars("./a").ofMaxLength(6),
                Arbitraries.strings().withChars("ab/").ofMinLength(120).ofMaxLength(135));
    }
}
