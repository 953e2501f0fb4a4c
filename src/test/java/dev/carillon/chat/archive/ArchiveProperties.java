package dev.carillon.chat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Random changes, in batches that overlap, beside the model, which gets each once. */
class ArchiveProperties {

    private static final List<String> ROOMS = List.of("a", "b");
    private static final List<String> USERS = List.of("ann", "bob", "carl");

    /** A change that knows its offset only when its turn comes. */
    interface Step {
        Change at(long offset);
    }

    /** @param again how many of the changes before come once more with this batch */
    record Batch(List<Step> steps, int again) {}

    @Property(tries = 150)
    void an_archive_is_what_its_model_says(
            @ForAll("batches") List<Batch> batches, @ForAll @IntRange(max = 60) int place) {
        ArchiveModel model = new ArchiveModel();
        List<Change> all = new ArrayList<>();
        try (MessageArchive archive = MessageArchive.inMemory()) {
            for (Batch batch : batches) {
                int from = Math.max(0, all.size() - batch.again());
                for (Step step : batch.steps()) {
                    Change change = step.at(all.size() + 1);
                    model.apply(change);
                    all.add(change);
                }
                archive.apply(all.subList(from, all.size()), all.size());
            }
            ROOMS.forEach(room -> requireSame(archive, model, room, place));
            USERS.forEach(user -> assertThat(archive.readMarkers(user)).isEqualTo(model.markers(user)));
            assertThat(archive.present()).isEqualTo(model.present());
            assertThat(archive.place()).isEqualTo(new Place("", all.size()));
        }
    }

    private static void requireSame(MessageArchive archive, ArchiveModel model, String room, int place) {
        List<Message> messages = model.messages(room);
        List<Message> before = messages.stream().filter(m -> m.offset() < place).toList();
        List<Message> after = messages.stream().filter(m -> m.offset() > place).toList();

        assertThat(archive.newest(room, 1_000, 100_000)).isEqualTo(messages);
        assertThat(archive.before(room, place, 5))
                .isEqualTo(before.subList(Math.max(0, before.size() - 5), before.size()));
        assertThat(archive.after(room, place, 5)).isEqualTo(after.subList(0, Math.min(5, after.size())));
        assertThat(archive.thread(room, place, 0, 100))
                .isEqualTo(messages.stream()
                        .filter(m -> place > 0 && m.thread() == place)
                        .toList());
        for (Message message : messages) {
            assertThat(archive.edits(room, message.offset())).isEqualTo(model.edits(message.offset()));
        }
        for (String word : List.of("on", "two", "three", "t")) {
            assertThat(Said.offsets(archive.search(room, List.of(word), Long.MAX_VALUE, 100)))
                    .isEqualTo(model.found(room, word));
        }
        long unread = after.stream()
                .filter(m -> m.deletedAt() == null && !m.author().id().equals("ann"))
                .count();
        assertThat(archive.countAfter(room, place, "ann", 7)).isEqualTo((int) Math.min(7, unread));
    }

    @Provide
    Arbitrary<List<Batch>> batches() {
        return Combinators.combine(
                        steps().list().ofMinSize(1).ofMaxSize(10),
                        Arbitraries.integers().between(0, 15))
                .as(Batch::new)
                .list()
                .ofMaxSize(8);
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<String> rooms = Arbitraries.of(ROOMS);
        Arbitrary<String> users = Arbitraries.of(USERS);
        Arbitrary<String> texts = Arbitraries.of("one", "two", "one two", "three");
        Arbitrary<Integer> back = Arbitraries.integers().between(1, 20);
        Arbitrary<Step> posted = Combinators.combine(
                        rooms,
                        Arbitraries.of(Said.ANN, Said.BOB),
                        texts,
                        Arbitraries.integers().between(-10, 10))
                .as((room, author, text, thread) -> offset ->
                        Said.posted(offset, room, author, text, thread < 1 || thread >= offset ? 0 : offset - thread));
        Arbitrary<Step> edited = Combinators.combine(rooms, texts, back)
                .as((room, text, ago) -> offset -> Said.edited(offset, room, offset - ago, text));
        Arbitrary<Step> deleted =
                Combinators.combine(rooms, back).as((room, ago) -> offset -> Said.deleted(offset, room, offset - ago));
        Arbitrary<Step> reacted = Combinators.combine(
                        rooms, back, Arbitraries.of("x", "y"), users, Arbitraries.of(true, true, false))
                .as((room, ago, emoji, user, added) ->
                        offset -> new Change.Reacted(offset, room, offset - ago, emoji, user, added));
        Arbitrary<Step> others = Combinators.combine(
                        rooms, users, back, Arbitraries.integers().between(0, 12))
                .as(ArchiveProperties::other);
        return Arbitraries.frequencyOf(
                Tuple.of(6, posted),
                Tuple.of(3, edited),
                Tuple.of(1, deleted),
                Tuple.of(4, reacted),
                Tuple.of(4, others));
    }

    private static Step other(String room, String user, int ago, int kind) {
        return offset -> switch (kind) {
            case 0 -> new Change.RoomRemoved(offset, room);
            case 1 -> new Change.Trimmed(room, offset - ago);
            case 2, 3, 4 -> new Change.Left(room, user);
            case 5, 6, 7 -> new Change.ReadUpTo(room, user, Math.max(1, offset - ago));
            default -> new Change.Joined(room, user);
        };
    }
}
