package dev.carillon.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.api.Service;
import dev.carillon.chat.archive.Author;
import dev.carillon.chat.archive.Message;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.archive.Reaction;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.ChatLog;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a room, as documents.
 *
 * <p>Threading: any thread that may wait for the disk.
 */
@Service
public class History {

    /** So many are shown to whoever joins. */
    static final int SHOWN = 50;

    /** Of their texts: what waits for a connection that has just been made is at most 256 KiB. */
    private static final int SHOWN_BYTES = 64 << 10;

    /** Of the pictures that are kept, in characters of their texts and what stands around these. */
    private static final int MAX_KEPT = 8 << 20;

    /** Of a message beside its text, and of a picture without any. */
    private static final int AROUND = 500;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final ChatLog log;
    private final MessageArchive archive;

    /** A crowd that joins a room at once is shown the same. */
    private final Cache<RoomId, Picture> pictures = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT)
            .weigher((RoomId room, Picture picture) -> picture.weight)
            .executor(Runnable::run)
            .build();

    /**
     * The newest messages of a room.
     *
     * @param at the offset of the newest entry that it shows
     * @param earlier where to page on; null if these are all
     * @param weight about how many characters it has
     */
    record Picture(long at, JsonArray messages, @Nullable String earlier, int weight) {}

    @Inject
    public History(ChatLog log, MessageArchive archive) {
        this.log = log;
        this.archive = archive;
    }

    /** To be called where nothing is applied meanwhile: {@link ChatLog#consistently}. */
    Picture newest(RoomId room) {
        long at = log.newestOf(room.channel().value());
        Picture known = pictures.getIfPresent(room);
        if (known != null && known.at == at) {
            return known;
        }
        List<Message> messages = archive.newest(room.value(), SHOWN, SHOWN_BYTES);
        boolean more = !messages.isEmpty()
                && !archive.before(room.value(), messages.get(0).offset(), 1).isEmpty();
        Picture picture = new Picture(
                at,
                array(messages).build(),
                more ? log.at(messages.get(0).offset()).toString() : null,
                messages.stream()
                        .mapToInt(message -> AROUND + message.text().length())
                        .reduce(AROUND, Integer::sum));
        pictures.put(room, picture);
        return picture;
    }

    public JsonArrayBuilder array(List<Message> messages) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        messages.forEach(message -> array.add(document(message)));
        return array;
    }

    public JsonObjectBuilder document(Message message) {
        JsonObjectBuilder json = ChatJson.object()
                .add("id", log.at(message.offset()).toString())
                .add("author", user(message.author()))
                .add("text", message.text())
                .add("time", message.time().toString());
        ChatJson.text(json, "replyTo", id(message.replyTo()));
        ChatJson.text(json, "thread", id(message.thread()));
        JsonArrayBuilder mentions = JSON.createArrayBuilder();
        message.mentions().forEach(mentions::add);
        json.add("mentions", mentions);
        ChatJson.time(json, "editedAt", message.editedAt());
        ChatJson.time(json, "deletedAt", message.deletedAt());
        JsonArrayBuilder reactions = JSON.createArrayBuilder();
        message.reactions().forEach(reaction -> reactions.add(reactionDocument(reaction)));
        json.add("reactions", reactions).add("replies", message.replies());
        Author by = message.by();
        return by == null ? json.addNull("by") : json.add("by", user(by));
    }

    private static JsonObjectBuilder reactionDocument(Reaction reaction) {
        JsonArrayBuilder users = JSON.createArrayBuilder();
        reaction.users().forEach(users::add);
        return ChatJson.object()
                .add("emoji", reaction.emoji())
                .add("count", reaction.count())
                .add("users", users);
    }

    public static JsonObjectBuilder user(Author author) {
        return ChatJson.person(new Person(new UserId(author.id()), author.name()));
    }

    private @Nullable String id(long offset) {
        return offset == 0 ? null : log.at(offset).toString();
    }
}
