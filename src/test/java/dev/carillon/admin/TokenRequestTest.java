package dev.carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.InvalidSelectorException;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import dev.carillon.security.token.Grant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenRequestTest {

    private static final Duration MAX = Duration.ofDays(2);

    @Test
    void who_it_is_for_is_the_name_unless_it_is_said() {
        Grant named = parse("{\"name\":\"Sensor\",\"lifetime\":\"12h\"}");
        Grant told = parse("{\"name\":\"Sensor\",\"subject\":\"sensor-7\",\"lifetime\":\"PT12H\"}");

        assertThat(named).isEqualTo(new Grant("Sensor", "Sensor", Grants.NONE, Duration.ofHours(12)));
        assertThat(told.subject()).isEqualTo("sensor-7");
    }

    @Test
    void it_grants_what_is_named_and_nothing_else() {
        Grant request = parse("{\"name\":\"n\",\"lifetime\":\"2d\",\"publish\":[\"a\",\"b/*\"],"
                + "\"subscribe\":[\"chat/**\"],\"admin\":true}");

        assertThat(request.grants()).isEqualTo(new Grants(SelectorSet.of("a", "b/*"), SelectorSet.of("chat/**"), true));
        assertThat(request.lifetime()).isEqualTo(MAX);
    }

    @Test
    void it_lives_no_longer_than_the_setting_allows() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> parse("{\"name\":\"n\",\"lifetime\":\"49h\"}"))
                .withMessageContaining("carillon.auth.max-lifetime");
    }

    @Test
    void a_name_a_lifetime_and_selectors_that_are_ones_are_needed() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> parse("{\"lifetime\":\"1h\"}"))
                .withMessageContaining("\"name\" is a string and has to be there.");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> parse("{\"name\":\"n\"}"))
                .withMessageContaining("\"lifetime\" is a string and has to be there.");
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> parse("{\"name\":\"n\",\"lifetime\":\"1h\",\"publish\":[\"a//b\"]}"));
    }

    private static Grant parse(String body) {
        return TokenRequest.grant(
                AdminBody.parse(body, "name", "subject", "publish", "subscribe", "admin", "lifetime"), MAX);
    }
}
