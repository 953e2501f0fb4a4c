package dev.carillon.chat.archive;

import static dev.carillon.chat.archive.Said.ANN;
import static dev.carillon.chat.archive.Said.BOB;
import static dev.carillon.chat.archive.Said.ROOM;
import static dev.carillon.chat.archive.Said.at;
import static dev.carillon.chat.archive.Said.deleted;
import static dev.carillon.chat.archive.Said.edited;
import static dev.carillon.chat.archive.Said.offsets;
import static dev.carillon.chat.archive.Said.posted;
import static dev.carillon.chat.archive.Said.reacted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.event.LogUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an archive promises, on disk and in memory. */
abstract class ArchiveContract {

    MessageArchive archive;

    abstract MessageArchive create();

    @BeforeEach
    void begin() {
        archive = create();
    }

    @AfterEach
    void end() {
        archive.close();
    }

    void apply(long through, Change... changes) {
        archive.apply(List.of(changes), through);
    }

    private List<Long> found(String... words) {
        return offsets(archive.search(ROOM, List.of(words), Long.MAX_VALUE, 100));
    }

    @Test
    void a_message_is_read_as_it_was_said() {
        Change.Posted said =
                new Change.Posted(5, ROOM, ANN, "a\nb 😀\u0000", "a b", 2, 1, List.of("bob", "carl"), at(5), BOB);

        apply(5, said);

        Message expected = new Message(
                5, ANN, "a\nb 😀\u0000", at(5), 2, 1, List.of("bob", "carl"), null, null, List.of(), 0, BOB);
        assertThat(archive.find(ROOM, 5)).contains(expected);
        assertThat(archive.find("other", 5)).isEmpty();
        assertThat(archive.activity(ROOM, null, 1).last()).isEqualTo(at(5));
        assertThat(archive.activity("other", null, 1).last()).isNull();
    }

    @Test
    void pages_go_backwards_and_onwards_and_stay_in_their_room() {
        LongStream.rangeClosed(1, 20).forEach(i -> apply(i, posted(i, i % 2 == 0 ? ROOM : "other", ANN, "t" + i, 0)));

        assertThat(offsets(archive.newest(ROOM, 3, 1_000))).containsExactly(16L, 18L, 20L);
        assertThat(offsets(archive.before(ROOM, 16, 2))).containsExactly(12L, 14L);
        assertThat(offsets(archive.after(ROOM, 15, 2))).containsExactly(16L, 18L);
        assertThat(offsets(archive.before(ROOM, 2, 2))).isEmpty();
        assertThat(archive.newest("nowhere", 3, 1_000)).isEmpty();
    }

    @Test
    void the_newest_page_has_only_so_much_text_but_one_message_at_least() {
        apply(3, posted(1, "ééé"), posted(2, "éé"), posted(3, "é"));

        assertThat(offsets(archive.newest(ROOM, 10, 6))).containsExactly(2L, 3L);
        assertThat(offsets(archive.newest(ROOM, 10, 5))).containsExactly(3L);
        assertThat(offsets(archive.newest(ROOM, 10, 0))).containsExactly(3L);
    }

    @Test
    void a_thread_has_the_answers_and_its_message_counts_those_that_are_not_deleted() {
        apply(3, posted(1, "root"), posted(2, ROOM, BOB, "one", 1), posted(3, ROOM, ANN, "two", 1));
        apply(6, posted(4, "aside"), posted(5, ROOM, BOB, "three", 1), deleted(6, ROOM, 3));

        assertThat(offsets(archive.thread(ROOM, 1, 0, 10))).containsExactly(2L, 3L, 5L);
        assertThat(offsets(archive.thread(ROOM, 1, 2, 1))).containsExactly(3L);
        assertThat(archive.find(ROOM, 1).orElseThrow().replies()).isEqualTo(2);
        assertThat(archive.thread("other", 1, 0, 10)).isEmpty();
    }

    @Test
    void an_edit_changes_the_text_and_keeps_the_ones_before() {
        apply(2, posted(1, "first"), posted(2, "other"));
        apply(4, edited(3, ROOM, 1, "second"), edited(4, ROOM, 1, "third"));

        Message message = archive.find(ROOM, 1).orElseThrow();
        assertThat(message.text()).isEqualTo("third");
        assertThat(message.mentions()).containsExactly("dora", "eve");
        assertThat(message.editedAt()).isEqualTo(at(4));
        assertThat(archive.edits(ROOM, 1))
                .containsExactly(
                        new Edit("first", at(1), ANN), new Edit("second", at(3), BOB), new Edit("third", at(4), BOB));
        assertThat(archive.edits(ROOM, 2)).containsExactly(new Edit("other", at(2), ANN));
        assertThat(archive.edits(ROOM, 99)).isEmpty();
        assertThat(archive.edits("other", 1)).isEmpty();
        assertThat(found("first")).isEmpty();
        assertThat(found("third")).containsExactly(1L);
    }

    @Test
    void of_many_edits_the_first_text_and_the_newest_50_are_kept() {
        apply(1, posted(1, "first"));
        LongStream.rangeClosed(2, 61).forEach(i -> apply(i, edited(i, ROOM, 1, "text " + i)));

        List<Edit> edits = archive.edits(ROOM, 1);

        assertThat(edits).hasSize(51);
        assertThat(edits.get(0).text()).isEqualTo("first");
        assertThat(edits.get(1).text()).isEqualTo("text 12");
        assertThat(edits.get(50).text()).isEqualTo("text 61");
    }

    @Test
    void a_deleted_message_leaves_a_row_without_text_edits_and_words() {
        apply(3, posted(1, "secret"), edited(2, ROOM, 1, "secret too"), reacted(3, 1, "👍", "bob"));

        apply(5, deleted(4, ROOM, 1), edited(5, ROOM, 1, "secret again"));

        Message message = archive.find(ROOM, 1).orElseThrow();
        assertThat(message.text()).isEmpty();
        assertThat(message.mentions()).isEmpty();
        assertThat(message.deletedAt()).isEqualTo(at(4));
        assertThat(message.reactions()).hasSize(1);
        assertThat(archive.edits(ROOM, 1)).isEmpty();
        assertThat(found("secret")).isEmpty();
    }

    @Test
    void a_change_of_a_message_that_is_not_in_the_room_is_ignored() {
        apply(1, posted(1, "here"));

        apply(
                5,
                edited(2, "other", 1, "x"),
                deleted(3, "other", 1),
                edited(4, ROOM, 99, "y"),
                reacted(5, 99, "a", "b"));

        Message message = archive.find(ROOM, 1).orElseThrow();
        assertThat(message.text()).isEqualTo("here");
        assertThat(message.editedAt()).isNull();
        assertThat(archive.place().offset()).isEqualTo(5);
    }

    @Test
    void reactions_are_counted_once_for_each_user_and_can_be_taken_back() {
        apply(1, posted(1, "hi"));
        apply(
                5,
                reacted(2, 1, "👍", "zoe"),
                reacted(3, 1, "🎉", "bob"),
                reacted(4, 1, "👍", "ann"),
                reacted(5, 1, "👍", "zoe"));
        apply(6, new Change.Reacted(6, ROOM, 1, "🎉", "bob", false));

        assertThat(archive.newest(ROOM, 10, 1_000).get(0).reactions())
                .containsExactly(new Reaction("👍", 2, List.of("zoe", "ann")));
    }

    @Test
    void a_message_has_at_most_32_emoji_and_names_20_users_for_each() {
        List<Change> changes = new ArrayList<>(List.of(posted(1, "hi")));
        LongStream.rangeClosed(2, 41).forEach(i -> changes.add(reacted(i, 1, "e" + i, "u" + i)));
        LongStream.rangeClosed(42, 71).forEach(i -> changes.add(reacted(i, 1, "e2", "u" + i)));
        archive.apply(changes, 71);

        List<Reaction> reactions = archive.find(ROOM, 1).orElseThrow().reactions();

        assertThat(reactions).hasSize(32);
        assertThat(reactions.get(31).emoji()).isEqualTo("e33");
        assertThat(reactions.get(0).count()).isEqualTo(31);
        assertThat(reactions.get(0).users()).hasSize(20).startsWith("u2", "u42").endsWith("u60");
    }

    @Test
    void at_most_10_000_users_are_counted_for_an_emoji() {
        List<Change> changes = new ArrayList<>(List.of(posted(1, "hi")));
        LongStream.rangeClosed(2, 10_003).forEach(i -> changes.add(reacted(i, 1, "a", "u" + i)));

        archive.apply(changes, 10_003);

        assertThat(archive.find(ROOM, 1).orElseThrow().reactions().get(0).count())
                .isEqualTo(10_000);
    }

    @Test
    void unread_messages_are_those_of_others_that_are_not_deleted() {
        apply(3, posted(1, "a"), posted(2, ROOM, BOB, "b", 0), posted(3, ROOM, BOB, "c", 0));
        apply(6, posted(4, "d"), posted(5, ROOM, BOB, "e", 0), deleted(6, ROOM, 3));

        assertThat(archive.countAfter(ROOM, 0, "ann", 100)).isEqualTo(2);
        assertThat(archive.countAfter(ROOM, 2, "ann", 100)).isEqualTo(1);
        assertThat(archive.countAfter(ROOM, 0, "nobody", 3)).isEqualTo(3);
        assertThat(archive.countAfter("other", 0, "nobody", 3)).isZero();
    }

    @Test
    void the_activity_of_a_room_is_its_newest_message_and_what_somebody_has_not_read() {
        apply(
                4,
                posted(1, ROOM, BOB, "a", 0),
                posted(2, ROOM, BOB, "b", 0),
                posted(3, ROOM, BOB, "c", 0),
                posted(4, "d"));

        apply(5, new Change.ReadUpTo(ROOM, "ann", 1));

        assertThat(archive.activity(ROOM, "ann", 100)).isEqualTo(new Activity(at(4), 2));
        assertThat(archive.activity(ROOM, BOB.id(), 100)).isEqualTo(new Activity(at(4), 1));
        assertThat(archive.activity(ROOM, "carl", 3)).isEqualTo(new Activity(at(4), 3));
        assertThat(archive.activity(ROOM, null, 100)).isEqualTo(new Activity(at(4), 0));
        assertThat(archive.activity("other", "ann", 100)).isEqualTo(new Activity(null, 0));
    }

    @Test
    void a_marker_never_moves_back() {
        apply(
                9,
                new Change.ReadUpTo(ROOM, "ann", 7),
                new Change.ReadUpTo(ROOM, "ann", 5),
                new Change.ReadUpTo("b", "ann", 2));

        assertThat(archive.readMarker(ROOM, "ann")).isEqualTo(7);
        assertThat(archive.readMarker(ROOM, "bob")).isZero();
        assertThat(archive.readMarkers("ann")).isEqualTo(Map.of(ROOM, 7L, "b", 2L));
    }

    @Test
    void who_joined_is_present_until_he_leaves() {
        apply(3, new Change.Joined(ROOM, "ann"), new Change.Joined(ROOM, "bob"), new Change.Joined("b", "ann"));
        apply(4, new Change.Left(ROOM, "ann"), new Change.Left(ROOM, "nobody"));

        assertThat(archive.present(ROOM)).isEqualTo(Set.of("bob"));
        assertThat(archive.present()).isEqualTo(Map.of(ROOM, Set.of("bob"), "b", Set.of("ann")));
    }

    @Test
    void a_removed_room_leaves_nothing_and_may_begin_anew() {
        apply(3, posted(1, "old"), edited(2, ROOM, 1, "old text"), reacted(3, 1, "a", "b"));
        apply(3, new Change.Joined(ROOM, "ann"), new Change.ReadUpTo(ROOM, "ann", 1));

        apply(5, new Change.RoomRemoved(4, ROOM), posted(5, "new"));

        assertThat(offsets(archive.newest(ROOM, 10, 1_000))).containsExactly(5L);
        assertThat(found("old")).isEmpty();
        assertThat(found("new")).containsExactly(5L);
        assertThat(archive.present(ROOM)).isEmpty();
        assertThat(archive.readMarker(ROOM, "ann")).isZero();
    }

    @Test
    void what_was_trimmed_is_gone_and_does_not_come_back() {
        apply(3, posted(1, "one"), posted(2, "other", ANN, "one", 0), posted(3, "one"));

        apply(3, new Change.Trimmed(ROOM, 2), new Change.Trimmed("late", 5));
        apply(6, posted(4, "late", ANN, "x", 0), posted(6, "late", ANN, "y", 0));

        assertThat(offsets(archive.newest(ROOM, 10, 1_000))).containsExactly(3L);
        assertThat(found("one")).containsExactly(3L);
        assertThat(offsets(archive.newest("other", 10, 1_000))).containsExactly(2L);
        assertThat(offsets(archive.newest("late", 10, 1_000))).containsExactly(6L);
    }

    /** What followed was undone by the changes before it. */
    @Test
    void changes_that_were_applied_before_change_nothing() {
        apply(2, posted(1, "one"), reacted(2, 1, "a", "b"), new Change.Joined(ROOM, "ann"));
        apply(5, edited(3, ROOM, 1, "two"), deleted(4, ROOM, 1), new Change.Left(ROOM, "ann"), posted(5, "three"));
        apply(5, new Change.Trimmed(ROOM, 1));
        List<Message> before = archive.newest(ROOM, 10, 1_000);

        apply(2, posted(1, "one"), reacted(2, 1, "a", "b"), new Change.Joined(ROOM, "ann"));
        apply(4, edited(3, ROOM, 1, "two"), deleted(4, ROOM, 1));

        assertThat(archive.newest(ROOM, 10, 1_000)).isEqualTo(before).hasSize(1);
        assertThat(archive.present(ROOM)).isEmpty();
        assertThat(archive.place()).isEqualTo(new Place("", 5));
    }

    @Test
    void an_archive_begins_anew_for_another_log() {
        apply(
                2,
                posted(1, "one"),
                reacted(2, 1, "a", "b"),
                new Change.Joined(ROOM, "ann"),
                new Change.ReadUpTo(ROOM, "ann", 1));

        archive.beginAnew("epoch2");

        assertThat(archive.place()).isEqualTo(new Place("epoch2", 0));
        assertThat(archive.newest(ROOM, 10, 1_000)).isEmpty();
        assertThat(found("one")).isEmpty();
        assertThat(archive.present()).isEmpty();
        assertThat(archive.readMarkers("ann")).isEmpty();
        apply(1, posted(1, "else"));
        assertThat(found("else")).containsExactly(1L);
    }

    @Test
    void a_change_after_the_place_is_refused_and_nothing_is_applied() {
        assertThatIllegalArgumentException().isThrownBy(() -> apply(1, posted(1, "one"), posted(2, "two")));

        assertThat(archive.place()).isEqualTo(new Place("", 0));
        assertThat(archive.newest(ROOM, 10, 1_000)).isEmpty();
    }

    /** A text of null is what SQLite refuses. */
    @Test
    void a_transaction_that_fails_leaves_nothing_and_the_next_one_works() {
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> apply(
                        2,
                        posted(1, "one"),
                        posted(2, "one"),
                        new Change.Edited(2, ROOM, 1, null, "x", List.of(), at(2), BOB)));
        assertThat(archive.find(ROOM, 1)).isEmpty();

        apply(1, posted(1, "one"));

        assertThat(found("one")).containsExactly(1L);
    }

    @Test
    void a_search_finds_all_words_by_their_beginnings_newest_first_in_its_room() {
        apply(3, posted(1, "hello world"), posted(2, "help the world"), posted(3, "other", ANN, "hello world", 0));

        assertThat(found("hel", "wor")).containsExactly(2L, 1L);
        assertThat(found("HELLO")).containsExactly(1L);
        assertThat(found("hello", "help")).isEmpty();
        assertThat(found("ello")).isEmpty();
        assertThat(offsets(archive.search(ROOM, List.of("world"), 2, 10))).containsExactly(1L);
        assertThat(offsets(archive.search(ROOM, List.of("world"), Long.MAX_VALUE, 1)))
                .containsExactly(2L);
        assertThat(archive.search("nowhere", List.of("world"), Long.MAX_VALUE, 1))
                .isEmpty();
    }

    @Test
    void a_search_takes_every_character_for_itself() {
        apply(5, posted(1, "say \"hi\" near me* or not"), posted(2, "你好 世界 😀"), posted(3, "Crème brûlée"));
        apply(6, posted(6, "words spoken a-b don't c:d"));

        assertThat(found("\"hi\"")).containsExactly(1L);
        assertThat(found("\"")).containsExactly(1L);
        assertThat(found("me*")).containsExactly(1L);
        assertThat(found("*")).isEmpty();
        assertThat(found("NEAR")).containsExactly(1L);
        assertThat(found("OR")).containsExactly(1L);
        assertThat(found("say", "OR", "世界")).isEmpty();
        assertThat(found("NEAR(say me)")).isEmpty();
        assertThat(found("世界")).containsExactly(2L);
        assertThat(found("世界 你")).containsExactly(2L);
        assertThat(found("😀")).containsExactly(2L);
        assertThat(found("😁")).isEmpty();
        assertThat(found("creme", "BRU\u0302LE")).containsExactly(3L);
        assertThat(found("don't", "a-b", "c:d")).containsExactly(6L);
        assertThat(found("words:spoken", "-a", "^say", "(", "{words}:")).isEmpty();
    }

    @Test
    void a_search_for_nothing_finds_nothing() {
        apply(1, posted(1, "one"));

        assertThat(found()).isEmpty();
        assertThat(found("", " \n\u180e\u3000")).isEmpty();
        assertThat(found("\u0301")).isEmpty();
        assertThat(found("o\u180en")).isEmpty();
        assertThat(found("\u0000")).isEmpty();
    }

    @Test
    void ten_words_of_a_search_count() {
        apply(1, posted(1, "a b c d e f g h i j"));

        assertThat(found("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "absent"))
                .containsExactly(1L);
        assertThat(found("a", "b", "c", "d", "e", "f", "g", "h", "i", "absent")).isEmpty();
    }

    @Test
    void a_closed_archive_says_so() {
        archive.close();

        assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> archive.place());
    }
}
