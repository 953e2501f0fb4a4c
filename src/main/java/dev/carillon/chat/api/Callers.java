package dev.carillon.chat.api;

import dev.carillon.api.Service;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.Guests;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.Guest;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Access;
import dev.carillon.security.BrowserCookie;
import dev.carillon.security.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: somebody with a token, a guest, nobody in particular, or a server that speaks for somebody.
 *
 * <p>Threading: request threads.
 */
@Service
public class Callers {

    public static final BrowserCookie GUEST = new BrowserCookie("carillon-guest");

    private static final String FOR = "On-Behalf-Of";
    private static final String FOR_NAME = "On-Behalf-Of-Name";
    private static final int MAX_HEADER_LENGTH = 1_024;

    /** Who may publish to all rooms may say anything in anybody's name anyway. */
    private static final Selector ALL_ROOMS = new Selector("chat/**");

    private final Guests guests;
    private final ChatSettings settings;

    @Inject
    public Callers(Guests guests, ChatSettings settings) {
        this.guests = guests;
        this.settings = settings;
    }

    Actor of(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        String subject = header(request, FOR);
        if (subject != null) {
            return onBehalf(caller, subject, request);
        }
        return of(caller, GUEST.of(request).orElse(null), request.getRemoteAddr());
    }

    /**
     * The same for somebody who asks otherwise than by a request.
     *
     * @param guest what a guest's cookie says; null if there is none
     */
    public Actor of(Caller caller, @Nullable String guest, String address) {
        if (!caller.isAnonymous()) {
            return new Actor(person(caller), caller.grants().admin(), null, caller, address);
        }
        if (settings.anonymous() == ChatSettings.Anonymous.NONE) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED,
                    "The chat is for those who say who they are (carillon.anonymous.chat).",
                    "The request does not.",
                    "Send a token in Authorization: Bearer, or sign in with POST /api/session.");
        }
        Person person =
                guest == null ? null : guests.find(guest).map(Guest::person).orElse(null);
        return new Actor(person, false, null, caller, address);
    }

    Optional<Guest> guest(HttpServletRequest request) {
        return GUEST.of(request).flatMap(guests::find);
    }

    private Actor onBehalf(Caller caller, String subject, HttpServletRequest request) {
        Access.requireSpeaking(caller, ALL_ROOMS);
        if (subject.isEmpty()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    FOR + " names the subject for whom a server speaks.",
                    "It is empty.",
                    "Send the user's id in your application.");
        }
        UserId id = UserId.ofSubject(subject);
        String claimed = header(request, FOR_NAME);
        String name = DisplayName.lenient(claimed == null || claimed.isEmpty() ? subject : claimed, id.value())
                .value();
        return new Actor(new Person(id, name), false, person(caller), caller, request.getRemoteAddr());
    }

    private static Person person(Caller caller) {
        UserId id = UserId.ofSubject(caller.subject());
        return new Person(id, DisplayName.lenient(caller.name(), id.value()).value());
    }

    /** Headers are ASCII, so other characters come percent-encoded. */
    private static @Nullable String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        if (value == null) {
            return null;
        }
        try {
            if (value.length() <= MAX_HEADER_LENGTH) {
                return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below.
        }
        throw new InvalidRequestException(
                Problem.BAD_REQUEST,
                name + " is percent-encoded UTF-8 of at most " + MAX_HEADER_LENGTH + " characters.",
                "It is something else, or longer.",
                "Encode it as encodeURIComponent does.");
    }
}
