package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in as a name is either right or refused. {@code mvn -Pfuzz test} tries it more often. */
class NamesFuzzTest {

    @Property
    void a_channel_name_is_harmless_or_refused(@ForAll("names") String text) {
        parsed(ChannelName::new, text).ifPresent(name -> {
            assertThat(name.value()).isEqualTo(text).hasSizeBetween(1, 128).matches("[A-Za-z0-9._~@/-]+");
            assertThat(name.value().split("/", -1)).doesNotContain("", ".", "..");
        });
    }

    @Property
    void a_selector_is_harmless_or_refused(@ForAll("names") String text) {
        parsed(Selector::new, text).ifPresent(selector -> {
            assertThat(selector.value()).isEqualTo(text).matches("[A-Za-z0-9._~@/*-]+");
            assertThat(SelectorSet.of(text).covers(selector)).isTrue();
        });
    }

    @Property
    void an_event_id_reads_back_as_itself_or_is_refused(@ForAll("ids") String text) {
        parsed(EventId::parse, text).ifPresent(id -> {
            assertThat(id.toString()).isEqualTo(text).matches("[0-9a-z]+-[0-9]+");
            assertThat(id.offset()).isNotNegative();
        });
    }

    @Property
    void an_idempotency_key_is_visible_or_refused(@ForAll("ids") String text) {
        parsed(value -> new IdempotencyKey("", value), text)
                .ifPresent(key -> assertThat(key.value()).matches("[!-~]{1,128}"));
    }

    @Provide
    Arbitrary<String> names() {
        return Hostile.text("a", "orders", "admin", "~x", "/", "*", "**", "/**", ".", "..", "@", "_", "-");
    }

    @Provide
    Arbitrary<String> ids() {
        return Hostile.text(
                "k3", "-", "0", "17", "9223372036854775807", "9223372036854775808", "-1", "+1", "zzzzzzzzzzzzz");
    }

    /** Anything but a refusal fails the test. */
    private static <T> Optional<T> parsed(Function<String, T> parse, String text) {
        try {
            return Optional.of(parse.apply(text));
        } catch (HubException refused) {
            assertThat(refused.rule()).isNotBlank();
            assertThat(refused.remedy()).isNotBlank();
            return Optional.empty();
        }
    }
}
