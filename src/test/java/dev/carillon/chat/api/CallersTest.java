package dev.carillon.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.Guests;
import dev.carillon.chat.TestChat;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.SelectorSet;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import dev.carillon.security.Rate;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final Caller SERVER = caller("shop", grants("chat/**"));
    private static final Caller NOBODY = Caller.anonymous(Grants.NONE);

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private static Grants grants(String... publish) {
        return new Grants(SelectorSet.of(publish), SelectorSet.none(), false);
    }

    private static Caller caller(String subject, Grants grants) {
        return new Caller(subject, subject, grants, Credential.BEARER, null, null);
    }

    private static HttpServletRequest request(Caller caller, Map<String, String> headers, @Nullable String cookie) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CallersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> Caller.class.getName().equals(arguments[0]) ? caller : null;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getCookies" -> cookie == null ? null : new Cookie[] {new Cookie("carillon-guest", cookie)};
                    case "getRemoteAddr" -> "192.0.2.1";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Actor of(Caller caller, Map<String, String> headers, @Nullable String cookie) {
        return new Callers(chat.guests, TestChat.settings(ChatSettings.Anonymous.WRITE, Rate.UNLIMITED, List.of()))
                .of(request(caller, headers, cookie));
    }

    private Actor behalf(Caller caller, String subject, String name) {
        return of(caller, Map.of("On-Behalf-Of", subject, "On-Behalf-Of-Name", name), null);
    }

    private static Person person(String id, String name) {
        return new Person(new UserId(id), name);
    }

    @Test
    void a_token_says_who_somebody_is() {
        Actor actor = of(caller("zoë", Grants.NONE), Map.of(), null);

        assertThat(actor.person()).isEqualTo(person("zo~C3~AB", "zoë"));
        assertThat(actor.admin()).isFalse();
        assertThat(actor.by()).isNull();
        assertThat(of(caller("root", Grants.ALL), Map.of(), null).admin()).isTrue();
    }

    @Test
    void a_cookie_says_which_guest_and_a_token_counts_more() {
        Guests.Admitted gus = chat.guests
                .admit(new DisplayName("Gus"), null, "192.0.2.1")
                .toCompletableFuture()
                .join();

        assertThat(of(NOBODY, Map.of(), gus.cookie()).person()).isEqualTo(gus.person());
        assertThat(of(NOBODY, Map.of(), "forged").person()).isNull();
        assertThat(of(caller("ann", Grants.NONE), Map.of(), gus.cookie()).person())
                .isEqualTo(person("ann", "ann"));
    }

    @Test
    void a_server_speaks_for_a_user_and_is_named() {
        Actor actor = behalf(SERVER, "42", "J%C3%BCrgen%20M");

        assertThat(actor.person()).isEqualTo(person("42", "Jürgen M"));
        assertThat(actor.by()).isEqualTo(person("shop", "shop"));
        assertThat(actor.caller()).isEqualTo(SERVER);
    }

    @Test
    void a_server_that_is_an_administrator_is_none_for_its_user() {
        assertThat(behalf(caller("root", Grants.ALL), "42", "Max").admin()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat/lobby", "chat/*", "orders/**", "chat/@ann"})
    void who_may_not_publish_to_all_rooms_speaks_for_nobody(String grant) {
        assertThatThrownBy(() -> behalf(caller("shop", grants(grant)), "42", "Max"))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void who_does_not_say_who_he_is_speaks_for_nobody() {
        assertThatThrownBy(() -> behalf(Caller.anonymous(grants("**")), "42", "Max"))
                .isInstanceOfAny(AccessDeniedException.class, UnauthenticatedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~guest-00112233445566778899", "~~carillon", "~7Eguest-1"})
    void no_subject_becomes_a_guest_or_the_hub_itself(String subject) {
        Person person = behalf(SERVER, subject, "Max").person();

        assertThat(person).isNotNull();
        assertThat(person.isGuest()).isFalse();
        assertThat(person.id().value()).startsWith("~7E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "%zz", "%4"})
    void a_subject_that_is_none_is_refused(String subject) {
        assertThatThrownBy(() -> behalf(SERVER, subject, "Max")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_name_that_is_missing_or_would_deceive_is_made_to_fit() {
        assertThat(of(SERVER, Map.of("On-Behalf-Of", "42"), null).person()).isEqualTo(person("42", "42"));
        assertThat(behalf(SERVER, "42", "%E2%80%AE@Max%0A").person()).isEqualTo(person("42", "Max"));
        assertThatThrownBy(() -> behalf(SERVER, "42", "x".repeat(1_025))).isInstanceOf(InvalidRequestException.class);
        assertThat(behalf(SERVER, "a+b", "A+B").person()).isEqualTo(person("a~2Bb", "A+B"));
    }

    @Test
    void where_nobody_is_let_in_without_a_token_nobody_is() {
        Callers closed =
                new Callers(chat.guests, TestChat.settings(ChatSettings.Anonymous.NONE, Rate.UNLIMITED, List.of()));

        assertThatThrownBy(() -> closed.of(request(NOBODY, Map.of(), null)))
                .isInstanceOf(UnauthenticatedException.class);
    }
}
