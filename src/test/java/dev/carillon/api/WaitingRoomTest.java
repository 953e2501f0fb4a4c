package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom room = new WaitingRoom(2, 1, 100);

    @Test
    void a_place_that_is_given_back_twice_is_free_once() {
        WaitingRoom.Reservation first = room.enter("a").orElseThrow();
        assertThat(room.enter("b")).isPresent();
        assertThat(room.enter("c")).isEmpty();

        first.close();
        first.close();

        assertThat(room.enter("c")).isPresent();
        assertThat(room.enter("d")).isEmpty();
    }

    @Test
    void one_address_has_its_own_number_of_places() {
        WaitingRoom.Reservation first = room.enter("a").orElseThrow();
        assertThat(room.enter("a")).isEmpty();

        first.close();

        assertThat(room.enter("a")).isPresent();
    }

    @Test
    void all_bodies_share_the_bytes_and_who_finds_no_room_keeps_what_he_had() {
        WaitingRoom.Reservation one = room.enter("a").orElseThrow();
        WaitingRoom.Reservation other = room.enter("b").orElseThrow();

        assertThat(one.reserve(40)).isTrue();
        assertThat(one.reserve(80)).isTrue();
        assertThat(other.reserve(21)).isFalse();
        assertThat(other.reserve(20)).isTrue();

        assertThat(room.bytes()).isEqualTo(100);
        one.close();
        assertThat(room.bytes()).isEqualTo(20);
        other.close();
        assertThat(room.bytes()).isZero();
    }

    /** The deadline ended a body between the two halves of its accounting, and the bytes were never given back. */
    @Test
    void a_body_that_still_grows_when_it_has_ended_takes_nothing() {
        WaitingRoom.Reservation place = room.enter("a").orElseThrow();
        assertThat(place.reserve(50)).isTrue();
        place.close();

        assertThat(place.reserve(60)).isTrue();

        assertThat(room.bytes()).isZero();
    }
}
