package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an operator writes is a value, or refused with a reason. */
class SettingsFuzzTest {

    @Property
    void every_text_is_a_value_or_refused(@ForAll("texts") String text) {
        List<Function<String, Object>> parsers = List.of(
                Units::bytes,
                Units::duration,
                Units::smallBytes,
                RetentionSetting::parse,
                LogSettings::kind,
                LogSettings::dataDir);
        for (Function<String, Object> parse : parsers) {
            try {
                assertThat(parse.apply(text)).isNotNull();
            } catch (RuntimeException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Property
    void every_size_and_time_is_positive(@ForAll("texts") String text) {
        try {
            assertThat(Units.bytes(text)).isPositive();
        } catch (RuntimeException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            assertThat(Units.duration(text)).isPositive();
        } catch (RuntimeException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text(
                "64KiB",
                "1GiB",
                "15s",
                "2m",
                "24h",
                "PT15S",
                "1",
                "999999999999999999",
                "** = ",
                "a/** = compact; ",
                "forever",
                " events",
                "-1",
                "auto",
                "sqlite",
                "/tmp/x",
                ";",
                ",");
    }
}
