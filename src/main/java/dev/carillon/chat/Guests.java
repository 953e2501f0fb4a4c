package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.Guest;
import dev.carillon.chat.state.Known;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.chat.text.Lookalikes;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * People without a token, who choose a nickname. The browser keeps a secret for it; the server keeps only its hash, in the log, so
 * that a guest outlives a restart.
 *
 * <p>Threading: request threads: what is kept of whoever goes is looked up on the disk; the log is not waited for.
 */
@Service
public class Guests {

    /** After the last sign of life. Then the nickname is free. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** A cookie that is older is made to live longer, so that not every request is written down. */
    private static final Duration RENEWED_BEFORE = LIFETIME.minus(Duration.ofHours(1));

    /** Who is called like the hub itself could speak in its name. */
    private static final String SERVER = Lookalikes.skeleton(Rooms.SERVER.name());

    private static final int SECRET_BYTES = 32;
    private static final int AT_ONCE = 100;

    private final ChatLog log;
    private final ChatEvents documents;
    private final MessageArchive archive;
    private final PeopleDirectory people;
    private final RoomDirectory rooms;
    private final Flood flood;
    private final Turns turns;
    private final ChatSettings settings;
    private final RandomGenerator random;

    @Inject
    public Guests(
            ChatLog log,
            ChatEvents documents,
            MessageArchive archive,
            PeopleDirectory people,
            RoomDirectory rooms,
            Flood flood,
            Turns turns,
            ChatSettings settings,
            RandomGenerator random) {
        this.log = log;
        this.documents = documents;
        this.archive = archive;
        this.people = people;
        this.rooms = rooms;
        this.flood = flood;
        this.turns = turns;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Somebody with his secret.
     *
     * @param cookie what the browser is to keep
     */
    public record Admitted(Person person, String cookie) {}

    /**
     * Gives somebody a nickname; who has one already gets another one and stays who he is.
     *
     * @param address counts how often that is asked for
     */
    public CompletionStage<Admitted> admit(DisplayName nickname, @Nullable Guest before, String address) {
        if (settings.anonymous() != ChatSettings.Anonymous.WRITE) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED,
                    "Guests do not speak here (carillon.anonymous.chat).",
                    "The request has no token.",
                    "Send a token in Authorization: Bearer, or sign in with POST /api/session.");
        }
        flood.countGuest(address);
        return turns.alone("guests", () -> {
            UserId id =
                    before == null ? UserId.newGuest(random) : before.person().id();
            if (people.isTaken(nickname.skeleton(), id) || nickname.skeleton().equals(SERVER)) {
                throw new InvalidRequestException(
                        Problem.NAME_TAKEN,
                        "A nickname does not look like the name of anybody else.",
                        "Somebody who is here, or who signs in, is called "
                                + InvalidRequestException.quote(nickname.value()) + " or something that looks like it.",
                        "Choose another one.");
            }
            if (before == null && people.countGuests() >= settings.maxGuests()) {
                throw new InvalidRequestException(
                        Problem.CHAT_FULL,
                        "There are at most " + settings.maxGuests() + " guests (carillon.chat.max-guests).",
                        "This would be one more.",
                        "Come back later, or sign in.");
            }
            Person person = new Person(id, nickname.value());
            String secret = newSecret();
            Guest guest = new Guest(person, hash(secret), documents.now().plus(LIFETIME));
            return log.publish(List.of(documents.guest(guest), documents.known(new Known(person, null))))
                    .thenApply(done -> new Admitted(person, id.value() + '.' + secret));
        });
    }

    /** Whose cookie it is; empty if it is nobody's any more. */
    public Optional<Guest> find(String cookie) {
        int dot = cookie.lastIndexOf('.');
        if (dot <= 0 || settings.anonymous() != ChatSettings.Anonymous.WRITE) {
            return Optional.empty();
        }
        try {
            String hash = hash(cookie.substring(dot + 1));
            return people.guest(new UserId(cookie.substring(0, dot)))
                    .filter(guest -> isSame(guest.secretHash(), hash))
                    .filter(guest -> documents.now().isBefore(guest.expiresAt()))
                    .map(this::renewed);
        } catch (InvalidRequestException notAnId) {
            return Optional.empty();
        }
    }

    private Guest renewed(Guest guest) {
        Instant now = documents.now();
        if (guest.expiresAt().isBefore(now.plus(RENEWED_BEFORE))) {
            Guest longer = new Guest(guest.person(), guest.secretHash(), now.plus(LIFETIME));
            Acts.ignore(log.publish(List.of(documents.guest(longer))));
        }
        return guest;
    }

    /** His nickname is free. */
    public CompletionStage<?> leave(Guest guest) {
        return forget(List.of(guest));
    }

    /** Forgets those whose time is over. */
    void forgetExpired() {
        List<Guest> expired = people.guestsExpiredBy(documents.now());
        for (int from = 0; from < expired.size(); from += AT_ONCE) {
            Acts.ignore(forget(expired.subList(from, Math.min(expired.size(), from + AT_ONCE))));
        }
    }

    private CompletionStage<?> forget(List<Guest> guests) {
        List<Event> gone = new ArrayList<>();
        List<Event> theirs = new ArrayList<>();
        for (Guest guest : guests) {
            UserId id = guest.person().id();
            gone.add(documents.noGuest(id));
            gone.add(documents.unknown(id));
            theirs.addAll(belongings(id));
        }
        CompletionStage<?> forgotten = log.publish(gone);
        for (int from = 0; from < theirs.size(); from += AT_ONCE) {
            Acts.ignore(log.publish(theirs.subList(from, Math.min(theirs.size(), from + AT_ONCE))));
        }
        return forgotten;
    }

    /** Nobody can come back as he. The other one in a direct room still sees with whom he has spoken. */
    private List<Event> belongings(UserId id) {
        List<Event> removals = new ArrayList<>();
        rooms.roomsOf(id).stream()
                .filter(room -> !room.isDirect())
                .forEach(room -> removals.add(documents.noStanding(room, id)));
        archive.readMarkers(id.value()).keySet().forEach(room -> removals.add(documents.notRead(new RoomId(room), id)));
        return removals;
    }

    private String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
