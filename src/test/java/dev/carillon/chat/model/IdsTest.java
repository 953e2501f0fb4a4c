package dev.carillon.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Property
    void two_subjects_never_have_the_same_id(
            @ForAll @StringLength(max = 80) String one, @ForAll @StringLength(max = 80) String other) {
        boolean sameBytes = Arrays.equals(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }

        assertThat(UserId.ofSubject(one).equals(UserId.ofSubject(other))).isEqualTo(sameBytes);
    }

    @Property
    void no_subject_becomes_a_guest(@ForAll @StringLength(min = 1, max = 80) String subject) {
        assertThat(UserId.ofSubject(subject).isGuest()).isFalse();
        assertThat(UserId.ofSubject("~guest-" + subject).isGuest()).isFalse();
        assertThat(UserId.newGuest(new Random(1)).isGuest()).isTrue();
    }

    @Test
    void a_subject_is_its_own_id_where_a_channel_can_have_it() {
        assertThat(UserId.ofSubject("anna@example.org").value()).isEqualTo("anna@example.org");
        assertThat(UserId.ofSubject("auth0|42").value()).isEqualTo("auth0~7C42");
        assertThat(UserId.ofSubject("安").value()).isEqualTo("~E5~AE~89");
        assertThat(UserId.ofSubject("x".repeat(300)).value())
                .hasSizeLessThanOrEqualTo(64)
                .startsWith("~~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "a/b", "ä", "x\r\ny", "%2e%2e"})
    void other_ids_of_users_are_refused(String id) {
        assertThatThrownBy(() -> new UserId(id)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-a", "A", "a/b", "@anna", "~x", "a b", "ä", "x\ny"})
    void other_ids_of_rooms_are_refused(String id) {
        assertThatThrownBy(() -> new RoomId(id)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void two_people_have_one_direct_room_whoever_begins() {
        UserId anna = new UserId("anna");
        UserId ben = new UserId("ben");

        assertThat(RoomId.direct(anna, ben)).isEqualTo(RoomId.direct(ben, anna));
        assertThat(RoomId.direct(anna, ben)).isNotEqualTo(RoomId.direct(anna, new UserId("ben2")));
        assertThat(RoomId.direct(anna, ben).isDirect()).isTrue();
    }

    @Property
    void a_room_whose_id_is_made_from_its_name_has_a_valid_one(@ForAll String name) {
        assertThat(RoomId.like(name, new Random(7)).isDirect()).isFalse();
    }
}
