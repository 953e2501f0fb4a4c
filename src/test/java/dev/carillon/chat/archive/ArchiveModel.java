package dev.carillon.chat.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an archive promises, in the simplest way. */
final class ArchiveModel {

    /** A message, its texts and who reacted. */
    private static final class Kept {
        private final Change.Posted posted;
        private final List<Edit> edits = new ArrayList<>();
        private final Map<String, Set<String>> reactions = new LinkedHashMap<>();
        private List<String> mentions;
        private Change.Edited edited;
        private Change.Deleted deleted;

        Kept(Change.Posted posted) {
            this.posted = posted;
            this.mentions = posted.mentions();
            edits.add(new Edit(posted.text(), posted.time(), posted.author()));
        }

        String text() {
            return deleted == null ? edits.get(edits.size() - 1).text() : "";
        }
    }

    private final TreeMap<Long, Kept> messages = new TreeMap<>();
    private final Map<String, Long> trimmed = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> markers = new TreeMap<>();
    private final Map<String, Set<String>> present = new TreeMap<>();

    void apply(Change change) {
        if (change instanceof Change.Posted posted) {
            if (posted.offset() > trimmed.getOrDefault(posted.room(), 0L)) {
                messages.put(posted.offset(), new Kept(posted));
            }
        } else if (change instanceof Change.Edited edited) {
            edit(edited);
        } else if (change instanceof Change.Deleted deleted) {
            delete(deleted);
        } else if (change instanceof Change.Reacted reacted) {
            react(reacted);
        } else {
            applyToRoom(change);
        }
    }

    private void applyToRoom(Change change) {
        String room = change.room();
        if (change instanceof Change.Joined joined) {
            present.computeIfAbsent(room, name -> new TreeSet<>()).add(joined.user());
        } else if (change instanceof Change.Left left) {
            present.getOrDefault(room, new TreeSet<>()).remove(left.user());
        } else if (change instanceof Change.ReadUpTo read) {
            markers.computeIfAbsent(read.user(), user -> new TreeMap<>()).merge(room, read.offset(), Math::max);
        } else if (change instanceof Change.RoomRemoved removed) {
            forget(room, removed.offset());
            present.remove(room);
            markers.values().forEach(rooms -> rooms.remove(room));
        } else if (change instanceof Change.Trimmed gone) {
            trimmed.merge(room, gone.through(), Math::max);
            forget(room, gone.through());
        }
    }

    private void edit(Change.Edited edited) {
        Kept kept = kept(edited.room(), edited.message());
        if (kept != null && kept.deleted == null) {
            kept.edits.add(new Edit(edited.text(), edited.time(), edited.editor()));
            kept.mentions = edited.mentions();
            kept.edited = edited;
        }
    }

    private void delete(Change.Deleted deleted) {
        Kept kept = kept(deleted.room(), deleted.message());
        if (kept != null && kept.deleted == null) {
            kept.deleted = deleted;
            kept.mentions = List.of();
        }
    }

    private void react(Change.Reacted reacted) {
        Kept kept = kept(reacted.room(), reacted.message());
        if (kept == null) {
            return;
        }
        if (reacted.added()) {
            kept.reactions
                    .computeIfAbsent(reacted.emoji(), emoji -> new LinkedHashSet<>())
                    .add(reacted.user());
        } else {
            kept.reactions.getOrDefault(reacted.emoji(), new LinkedHashSet<>()).remove(reacted.user());
            kept.reactions.values().removeIf(Set::isEmpty);
        }
    }

    private void forget(String room, long through) {
        messages.values().removeIf(kept -> kept.posted.room().equals(room) && kept.posted.offset() <= through);
    }

    private Kept kept(String room, long offset) {
        Kept kept = messages.get(offset);
        return kept != null && kept.posted.room().equals(room) ? kept : null;
    }

    /** Oldest first. */
    List<Message> messages(String room) {
        return messages.values().stream()
                .filter(kept -> kept.posted.room().equals(room))
                .map(this::message)
                .toList();
    }

    private Message message(Kept kept) {
        Change.Posted posted = kept.posted;
        List<Reaction> reactions = new ArrayList<>();
        kept.reactions.forEach((emoji, users) -> reactions.add(new Reaction(emoji, users.size(), List.copyOf(users))));
        long replies = messages.values().stream()
                .filter(other -> other.posted.thread() == posted.offset()
                        && other.posted.room().equals(posted.room())
                        && other.deleted == null)
                .count();
        return new Message(
                posted.offset(),
                posted.author(),
                kept.text(),
                posted.time(),
                posted.replyTo(),
                posted.thread(),
                kept.mentions,
                kept.edited == null ? null : kept.edited.time(),
                kept.deleted == null ? null : kept.deleted.time(),
                reactions,
                (int) replies,
                posted.by());
    }

    List<Edit> edits(long offset) {
        Kept kept = messages.get(offset);
        return kept.deleted == null ? kept.edits : List.of();
    }

    /** Newest first. */
    List<Long> found(String room, String word) {
        List<Long> found = new ArrayList<>(messages(room).stream()
                .filter(message -> message.deletedAt() == null)
                .filter(message ->
                        Arrays.asList(message.text().split(" ")).stream().anyMatch(spoken -> spoken.startsWith(word)))
                .map(Message::offset)
                .toList());
        Collections.reverse(found);
        return found;
    }

    Map<String, Long> markers(String user) {
        return markers.getOrDefault(user, Map.of());
    }

    Map<String, Set<String>> present() {
        Map<String, Set<String>> rooms = new TreeMap<>(present);
        rooms.values().removeIf(Set::isEmpty);
        return rooms;
    }
}
