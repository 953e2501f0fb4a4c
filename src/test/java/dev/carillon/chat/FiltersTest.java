package dev.carillon.chat;

import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.text.MessageFilter;
import dev.carillon.chat.text.MessageText;
import dev.carillon.event.Problem;
import dev.carillon.security.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiltersTest {

    private static final ChatSettings MASKING =
            TestChat.settings(ChatSettings.Anonymous.WRITE, Rate.UNLIMITED, List.of("darn"));

    private static String pass(ChatSettings settings, String text, MessageFilter... beans) {
        return TestChat.filters(settings, beans).pass(RoomId.LOBBY, person("Ann"), new MessageText(text));
    }

    private static ChatSettings refusing() {
        return new ChatSettings(
                ChatSettings.Anonymous.WRITE,
                ChatSettings.Creators.SIGNED_IN,
                20,
                5,
                10,
                Rate.UNLIMITED,
                Duration.ofSeconds(5),
                List.of("darn"),
                true);
    }

    @Test
    void a_blocked_word_is_masked_or_refused_as_the_settings_say() {
        assertThat(pass(MASKING, "darn it")).isEqualTo("**** it");
        assertThat(problem(() -> pass(refusing(), "darn it"))).isEqualTo(Problem.MESSAGE_REFUSED);
        assertThat(pass(refusing(), "fine")).isEqualTo("fine");
    }

    @Test
    void each_filter_gets_what_the_one_before_has_left_and_who_writes_where() {
        MessageFilter quoting =
                (room, author, text) -> new MessageFilter.Verdict.Change(room + ' ' + author + ": " + text);

        assertThat(pass(MASKING, "darn it", quoting)).isEqualTo("lobby ann: **** it");
    }

    @Test
    void what_a_filter_makes_of_a_message_is_a_message() {
        MessageFilter emptying = (room, author, text) -> new MessageFilter.Verdict.Change("");

        assertThat(problem(() -> pass(MASKING, "hello", emptying))).isEqualTo(Problem.INVALID_MESSAGE);
    }

    @Test
    void one_that_refuses_says_why() {
        MessageFilter refusing = (room, author, text) -> new MessageFilter.Verdict.Refuse("No links here.");

        assertThat(problem(() -> pass(MASKING, "hello", refusing))).isEqualTo(Problem.MESSAGE_REFUSED);
    }
}
