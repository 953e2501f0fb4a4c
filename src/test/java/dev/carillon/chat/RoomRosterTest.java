package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomRosterTest {

    private static final Person ANN = new Person(new UserId("ann"), "Ann");
    private static final Person BOB = new Person(new UserId("bob"), "Bob");
    private static final Roster.Connection CONNECTION = last -> {};

    private final RoomRoster roster = new RoomRoster(Duration.ofSeconds(5), new NobodyTells());

    private static final class NobodyTells implements RoomRoster.Teller {

        @Override
        public void news(RoomRoster roster) {}

        @Override
        public Runnable later(Duration time, Runnable task) {
            return () -> {};
        }

        @Override
        public boolean isStopping() {
            return false;
        }

        @Override
        public void came(Person person) {}

        @Override
        public void went(Person person) {}
    }

    /** It was told that he left, to people who had not been told that he was there. */
    @Test
    void who_came_and_was_sent_away_before_it_was_told_is_no_news() {
        roster.join(ANN, CONNECTION);
        roster.expel(ANN.id(), "kicked");

        assertThat(roster.takeNews()).isEmpty();
    }

    @Test
    void who_came_back_before_it_could_be_told_that_he_went_is_told_to_be_there() {
        roster.join(ANN, CONNECTION);
        roster.takeNews();
        roster.expel(ANN.id(), "kicked");
        List<RoomRoster.News> untold = roster.takeNews();

        roster.join(ANN, CONNECTION);
        roster.giveBack(untold);

        assertThat(roster.takeNews()).containsExactly(new RoomRoster.News(ANN, null));
    }

    /** Two who told at the same time told the number of those who were there in the wrong order, so the last one could be wrong. */
    @Test
    void one_tells_at_a_time_and_what_comes_meanwhile_is_told_after_it() {
        roster.join(ANN, CONNECTION);
        boolean first = roster.beginTelling();
        roster.takeNews();
        roster.join(BOB, CONNECTION);

        boolean second = roster.beginTelling();
        boolean more = roster.endTelling();

        assertThat(List.of(first, second, more)).containsExactly(true, false, true);
        assertThat(roster.takeNews()).containsExactly(new RoomRoster.News(BOB, null));
    }
}
