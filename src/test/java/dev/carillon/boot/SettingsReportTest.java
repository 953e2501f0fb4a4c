package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.admin.EffectiveSettings;
import dev.carillon.admin.EffectiveSettings.Setting;
import dev.carillon.admin.EffectiveSettings.Source;
import dev.carillon.admin.EffectiveSettings.Unknown;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReportTest {

    private static final Set<String> KNOWN = Set.of("carillon.b.max-bytes", "carillon.a", "carillon.auth.secret");

    @Test
    void every_setting_is_there_with_what_counts_and_where_that_stands() {
        EffectiveSettings report = report(
                Map.of("carillon.a", "1", "carillon.b.max-bytes", "2", "carillon.auth.secret", ""),
                Map.of("carillon.a", "3"),
                Map.of());

        assertThat(report.settings())
                .containsExactly(
                        new Setting("carillon.a", "3", Source.FILE),
                        new Setting("carillon.auth.secret", "", Source.DEFAULT),
                        new Setting("carillon.b.max-bytes", "2", Source.DEFAULT));
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void a_variable_of_the_environment_is_the_setting_whose_name_it_has() {
        EffectiveSettings report = report(
                Map.of("carillon.b.max-bytes", "2"),
                Map.of(),
                Map.of("CARILLON_B_MAX_BYTES", "7", "CARILLON_HEAP", "1g", "CARILLON_B_MAX_BITES", "8", "PATH", "/"));

        assertThat(report.settings()).contains(new Setting("carillon.b.max-bytes", "7", Source.ENVIRONMENT));
        assertThat(report.unknown()).contains(new Unknown("CARILLON_B_MAX_BITES", Source.ENVIRONMENT));
        assertThat(report.unknown()).extracting(Unknown::name).doesNotContain("CARILLON_HEAP", "CARILLON_B_MAX_BYTES");
    }

    @Test
    void a_name_that_nobody_reads_is_unknown_unless_it_is_the_servers() {
        EffectiveSettings report = report(
                Map.of(), Map.of("carillon.b.max-byte", "1", "carillon.port", "8080", "other.thing", "x"), Map.of());

        assertThat(report.unknown()).containsExactly(new Unknown("carillon.b.max-byte", Source.FILE));
    }

    @ParameterizedTest
    @CsvSource({
        "carillon.auth.secret, s3cret, ********",
        "carillon.store.password, s3cret, ********",
        "carillon.api-key, s3cret, ********",
        "carillon.auth.secret, '', ''",
        "carillon.auth.jwks-url, https://user:pass@host/keys, https://********@host/keys",
        "carillon.auth.public-keys, /etc/key.pem, /etc/key.pem",
        "carillon.cors.origins, https://a.example https://b.example, https://a.example https://b.example"
    })
    void secrets_are_masked_wherever_they_stand(String name, String value, String shown) {
        assertThat(new Setting(name, value, Source.FILE).value()).isEqualTo(shown);
        assertThat(new Setting(name, value, Source.FILE).toString())
                .doesNotContain("s3cret")
                .doesNotContain("pass@");
    }

    /** As SmallRye calls its sources, and as Payara does. */
    @ParameterizedTest
    @CsvSource({
        "SysPropConfigSource, 400, SYSTEM_PROPERTY",
        "SystemProperty, 400, SYSTEM_PROPERTY",
        "EnvConfigSource, 300, ENVIRONMENT",
        "Environment, 300, ENVIRONMENT",
        "PropertiesConfigSource[source=jar:file:/x.war!/META-INF/microprofile-config.properties], 100, DEFAULT",
        "PropertiesConfigSource[source=jar:file:/x.jar!/META-INF/microprofile-config.properties], 150, FILE",
        "Domain, 130, FILE",
        "null, 0, FILE"
    })
    void a_source_is_told_in_plain_words(String name, int ordinal, Source source) {
        assertThat(SettingsReport.source(name, ordinal)).isEqualTo(source);
    }

    private static EffectiveSettings report(
            Map<String, String> defaults, Map<String, String> file, Map<String, String> environment) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(defaults, "PropertiesConfigSource[source=war]", 100),
                        new PropertiesConfigSource(file, "PropertiesConfigSource[source=jar]", 150),
                        new io.smallrye.config.EnvConfigSource(environment, 300))
                .build();
        return SettingsReport.of(config, KNOWN);
    }
}
