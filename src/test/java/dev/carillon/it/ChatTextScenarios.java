package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Transport;
import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.Tokens;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people write and are called comes out as it went in, and does no harm, wherever it is shown. */
interface ChatTextScenarios extends ChatScenario {

    String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    /** Each has a word by which it is found. */
    static Stream<String> texts() {
        return Stream.of(
                SCRIPT + " needle",
                "one\r\nevent: kicked\r\ndata: {}\r\n\r\nid: 1-1\n\ntwo\rthree\t needle",
                "\u202Eevil\u202C \u2066isolated\u2069 \u200Fright needle",
                "a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00AD \u2028 \u2029 needle",
                "\"}],\"messages\":[{\"\\u0000 ${jndi:ldap://x} '; DROP TABLE message;-- ]]> %00 %0d%0a needle",
                "needle " + "\uD83D\uDE00".repeat(3_993),
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 z\u0301\u0302\u0303\u0304 \uD83C\uDDE8\uD83C\uDDF3 王小明 needle");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    default void a_text_comes_out_as_it_went_in(String text) throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient ann = newPerson("ann");
        String room = newRoom(owner, "public");
        List<ChatMember> members = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            members.add(ChatMember.join(newPerson("reader"), room, transport));
        }

        String id = ann.say(room, text);

        for (ChatMember member : members) {
            JsonObject heard = member.await("new-message").data();
            assertThat(heard.getString("text")).as(member.toString()).isEqualTo(text);
            assertThat(member.told()).noneMatch(told -> told.type().equals("kicked"));
            member.close();
        }
        String path = "rooms/" + room;
        try (ChatMember late = ChatMember.join(newPerson("late"), room, Transport.SSE)) {
            assertThat(texts(late.pictures().get(0).data(), "messages")).containsExactly(text);
        }
        assertThat(texts(ann.get(path + "/messages"), "messages")).containsExactly(text);
        assertThat(ann.get(path + "/messages/" + id).getString("text")).isEqualTo(text);
        assertThat(texts(ann.get(path + "/search?q=needle"), "messages")).containsExactly(text);
        HttpResponse<String> export = owner.ask("GET", path + "/export", null);
        assertThat(export.body().lines().map(PollAnswer::parse).map(line -> line.getString("text")))
                .containsExactly(text);
        String edited = ann.say(room, "first");
        ann.done("PATCH", path + "/messages/" + edited, object("text", text));
        assertThat(texts(ann.get(path + "/messages/" + edited + "/edits"), "edits"))
                .containsExactly("first", text);
    }

    private static List<String> texts(JsonObject page, String list) {
        return page.getJsonArray(list).stream()
                .map(message -> message.asJsonObject().getString("text"))
                .toList();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    default void a_notice_has_the_beginning_of_the_text_as_it_is(String text) throws Exception {
        ChatClient ann = newPerson("ann");
        ChatClient bob = newPerson("bob");
        bob.say("lobby", "I am here");
        String room = ann.done("PUT", "direct/" + bob.id(), null).getString("id");

        ann.say(room, text);

        HttpResponse<String> own = bob.getRaw("/api/chat/me/events?from=earliest", "Accept", "application/json");
        String told = PollAnswer.of(own).events().get(0).getJsonObject("data").getString("text");
        String beginning = told.endsWith("…") ? told.substring(0, told.length() - 1) : told;
        assertThat(text).startsWith(beginning);
        assertThat(told.length()).isBetween(Math.min(text.length(), 500), 501);
    }

    @Test
    default void a_text_that_is_no_text_is_refused() throws Exception {
        ChatClient ann = newPerson("ann");
        String room = newRoom("public");
        for (String text : List.of("", " \n\t", "a\u0000b", "a\u001B[31mb", "a\u0085b", "\uD83D\uDE00".repeat(4_001))) {
            assertThat(outcome(ann.ask("POST", "rooms/" + room + "/messages", object("text", text))))
                    .endsWith(" invalid-message");
        }
        HttpResponse<String> half = hub().post(
                        "/api/chat/rooms/" + room + "/messages",
                        "{\"text\":\"a\\ud83db\"}",
                        Stream.concat(
                                        Stream.of("Content-Type", "application/json"),
                                        Stream.of(Tokens.bearer(Tokens.subscriber(ann.id()))))
                                .toArray(String[]::new));
        assertThat(half.statusCode()).as(half.body()).isBetween(400, 499);
    }

    /** The name that a server brings cannot be refused, so what could harm is taken out of it. */
    @Test
    default void a_name_is_the_same_everywhere_and_shows_nothing_that_is_not_there() throws Exception {
        String room = newRoom("public");
        ChatClient bob = newPerson("bob");
        ChatClient odd = ChatClient.withToken(hub(), "shop", Tokens.publisher("shop", "chat/**"))
                .onBehalfOf(
                        newName("odd"),
                        "<b onclick=x>\u202EAnn\r\nevent: kicked\u200B @all/\u0000" + "o\u0301\u0302\u0303\u0304");
        try (ChatMember reader = ChatMember.join(bob, room, Transport.SSE);
                ChatMember member = ChatMember.join(odd, room, Transport.NDJSON)) {
            String id = odd.say(room, "hello");
            String name = odd.get("session").getString("name");

            assertThat(name).startsWith("<b onclick=x>Ann event: kicked");
            assertThat(name.codePoints().filter(c -> c == '@' || c == '/' || Character.isISOControl(c)))
                    .isEmpty();
            assertThat(name.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                    .isEmpty();
            assertThat(reader.await("new-message")
                            .data()
                            .getJsonObject("author")
                            .getString("name"))
                    .isEqualTo(name);
            assertThat(reader.await("member-joined", data -> data.toString().contains(odd.id()))
                            .data()
                            .getJsonArray("members")
                            .getJsonObject(0)
                            .getString("name"))
                    .isEqualTo(name);
            assertThat(bob.get("rooms/" + room + "/messages/" + id)
                            .getJsonObject("author")
                            .getString("name"))
                    .isEqualTo(name);
            assertThat(bob.get("people/" + odd.id()).getString("name")).isEqualTo(name);
            assertThat(member.pictures().get(0).data().getJsonObject("you").getString("name"))
                    .isEqualTo(name);
        }
        for (String nickname : List.of("a\r\nb", "\u202Eevil", "a\u200Bb", "@all", "a/b", " ", "x".repeat(33))) {
            HttpResponse<String> response =
                    ChatClient.nobody(hub()).ask("POST", "session", object("nickname", nickname));
            assertThat(outcome(response)).as(nickname).endsWith(" invalid-name");
        }
    }

    @Test
    default void a_topic_is_shown_as_it_is_and_a_title_has_one_line() throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        try (ChatMember member = ChatMember.join(newPerson("ann"), room, Transport.SSE)) {
            owner.done("PATCH", "rooms/" + room, object("topic", SCRIPT, "name", "<i>Room</i>"));

            JsonObject changed = member.await("room-changed").data().getJsonObject("room");
            assertThat(changed.getString("topic")).isEqualTo(SCRIPT);
            assertThat(changed.getString("name")).isEqualTo("<i>Room</i>");
            assertThat(owner.get("rooms/" + room).getString("topic")).isEqualTo(SCRIPT);
            assertThat(outcome(owner.ask("PATCH", "rooms/" + room, object("name", "a\nb"))))
                    .startsWith("4");
        }
    }

    @Test
    default void what_moderators_say_is_harmless_on_pages_and_whole_in_the_audit_trail() throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient eve = newPerson("eve");
        String room = newRoom(owner, "public");
        eve.say(room, "hello");
        String mark = owner.say(room, "mark");

        owner.done("PUT", "rooms/" + room + "/members/" + eve.id() + "/ban", object("reason", SCRIPT));

        HttpResponse<String> page = eve.getRaw("/api/chat/rooms/" + room, "Accept", "text/html");
        HttpResponse<String> document = eve.getRaw("/api/chat/rooms/" + room, "Accept", "application/json");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>", "<img src=x");
        assertThat(document.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(document.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        HttpResponse<String> audit =
                hub().pollRaw("/api/events/admin/audit?last_event_id=" + mark, Tokens.bearer(Tokens.admin()));
        assertThat(PollAnswer.of(audit).events())
                .filteredOn(act -> act.toString().contains(eve.id()))
                .singleElement()
                .satisfies(act -> assertThat(act.toString()).contains(SCRIPT));
        HttpResponse<String> bad =
                eve.getRaw("/api/chat/rooms/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "Accept", "text/html");
        assertThat(bad.statusCode()).isBetween(400, 404);
        assertThat(bad.body()).doesNotContain("<script>");
    }
}
