package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Told;
import dev.carillon.it.client.ChatMember.Transport;
import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** People: names, mentions, direct rooms, presence, what one has read; and what moderators do to them. */
interface ChatPeopleScenarios extends ChatScenario {

    /** What somebody finds in his own channel. */
    private static List<JsonObject> notices(ChatClient person) throws Exception {
        HttpResponse<String> answer = person.getRaw("/api/chat/me/events?from=earliest", "Accept", "application/json");
        return PollAnswer.of(answer).events();
    }

    @Test
    default void a_direct_room_is_for_its_two_people() throws Exception {
        ChatClient ann = newPerson("ann");
        ChatClient bob = newPerson("bob");
        ChatClient eve = newPerson("eve");
        bob.say("lobby", "I am here");
        eve.say("lobby", "me too");

        String room = ann.done("PUT", "direct/" + bob.id(), null).getString("id");
        String again = bob.done("PUT", "direct/" + ann.id(), null).getString("id");
        String message = ann.say(room, "between us");

        assertThat(again).isEqualTo(room);
        assertThat(outcome(eve.ask("GET", "rooms/" + room, null))).isEqualTo("404 no-such-room");
        assertThat(outcome(eve.ask("GET", "rooms/" + room + "/messages/" + message, null)))
                .isEqualTo("404 no-such-room");
        assertThat(eve.get("rooms?limit=200").toString()).doesNotContain(room);
        assertThat(bob.get("direct")
                        .getJsonArray("rooms")
                        .getJsonObject(0)
                        .getJsonObject("with")
                        .getString("id"))
                .isEqualTo(ann.id());
        assertThat(notices(bob)).singleElement().satisfies(notice -> {
            assertThat(notice.getString("type")).isEqualTo("direct-message");
            assertThat(notice.getJsonObject("data").getString("message")).isEqualTo(message);
        });
        assertThat(notices(eve)).isEmpty();
        assertThat(bob.get("rooms/" + room).getInt("unread")).isEqualTo(1);
    }

    @Test
    default void only_who_can_read_a_room_is_mentioned_there() throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient member = newPerson("member");
        ChatClient visitor = newPerson("visitor");
        String room = newRoom(owner, "private");
        member.say("lobby", "I am here");
        visitor.say("lobby", "me too");
        owner.done("PUT", "rooms/" + room + "/members/" + member.id(), object("role", "member"));

        String id = owner.say(room, "@" + member.id() + " and @" + visitor.id() + ", look");
        owner.say("lobby", "hello @" + visitor.id());

        assertThat(member.get("rooms/" + room + "/messages/" + id)
                        .getJsonArray("mentions")
                        .toString())
                .isEqualTo("[\"" + member.id() + "\"]");
        assertThat(notices(member))
                .extracting(notice -> notice.getString("type"))
                .containsExactly("invited", "mention");
        assertThat(notices(visitor))
                .singleElement()
                .satisfies(notice -> assertThat(notice.getJsonObject("data").getString("room"))
                        .isEqualTo("lobby"));
    }

    @Test
    default void what_one_has_not_read_is_counted_and_the_mark_never_moves_back() throws Exception {
        ChatClient ann = newPerson("ann");
        ChatClient bob = newPerson("bob");
        String room = newRoom("public");
        String one = ann.say(room, "one");
        ann.say(room, "two");
        String three = ann.say(room, "three");
        int before = bob.get("rooms/" + room).getInt("unread");
        try (ChatMember other = ChatMember.join(newPerson("eve"), room, Transport.SSE)) {
            bob.done("PUT", "rooms/" + room + "/read", object("message", three));
            Told read = other.await("read");
            bob.done("PUT", "rooms/" + room + "/read", object("message", one));

            assertThat(before).isEqualTo(3);
            assertThat(read.data().getString("message")).isEqualTo(three);
            assertThat(bob.get("rooms/" + room).getInt("unread")).isZero();
            assertThat(ann.get("rooms/" + room).getInt("unread")).isZero();
        }
    }

    @Test
    default void who_looks_away_and_who_types_is_told_to_the_others() throws Exception {
        String room = newRoom("public");
        ChatClient ann = newPerson("ann");
        try (ChatMember bob = ChatMember.join(newPerson("bob"), room, Transport.SSE);
                ChatMember anns = ChatMember.join(ann, room, Transport.NDJSON)) {
            bob.await("member-joined", data -> data.toString().contains(ann.id()));
            ann.done("PUT", "me/presence", object("status", "away"));
            ann.done("POST", "rooms/" + room + "/typing", null);

            assertThat(bob.await("presence").data().getString("status")).isEqualTo("away");
            assertThat(bob.await("typing").data().getJsonObject("user").getString("id"))
                    .isEqualTo(ann.id());
            assertThat(bob.client().get("people/" + ann.id()).getString("status"))
                    .isEqualTo("away");
            anns.goAway();
            bob.await("member-left");
            Awaitility.await().atMost(RawStream.PATIENCE).untilAsserted(() -> {
                JsonObject person = bob.client().get("people/" + ann.id());
                assertThat(person.getString("status")).isEqualTo("offline");
                assertThat(person.isNull("lastSeen")).isFalse();
            });
        }
    }

    @Test
    default void a_nickname_looks_like_nobody_elses_name() throws Exception {
        String name = newName("alice");
        ChatClient.signedIn(hub(), name).say("lobby", "I am here");
        ChatClient guest = ChatClient.guest(hub(), newName("guest"));
        ChatClient nobody = ChatClient.nobody(hub());

        HttpResponse<String> taken = guest.ask("POST", "session", object("nickname", name));
        HttpResponse<String> alike = Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .until(
                        () -> guest.ask("POST", "session", object("nickname", name.replace('a', 'а'))),
                        response -> response.statusCode() != 429);
        HttpResponse<String> renamed = Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .until(
                        () -> guest.ask("POST", "session", object("nickname", newName("other"))),
                        response -> response.statusCode() != 429);

        assertThat(outcome(taken)).isIn("409 name-taken", "429 rate-limited");
        assertThat(outcome(alike)).isEqualTo("409 name-taken");
        assertThat(AdminClient.json(renamed).getString("id")).isEqualTo(guest.id());
        assertThat(outcome(nobody.ask("GET", "session", null))).isEqualTo("401 unauthenticated");
        ChatClient same = ChatClient.withCookie(hub(), guest.id(), ChatClient.cookie(renamed));
        same.done("DELETE", "session", null);
        assertThat(outcome(same.ask("GET", "session", null))).isEqualTo("401 unauthenticated");
    }

    @Test
    default void blocked_words_are_masked() throws Exception {
        ChatClient ann = newPerson("ann");
        String room = newRoom("public");

        String id = ann.say(room, "so ein " + BLOCKED_WORD + "!");

        assertThat(ann.get("rooms/" + room + "/messages/" + id).getString("text"))
                .startsWith("so ein ")
                .endsWith("!")
                .doesNotContain(BLOCKED_WORD);
    }

    @Test
    default void nobody_acts_on_somebody_of_the_same_or_a_higher_role() throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient first = newPerson("first");
        ChatClient second = newPerson("second");
        String room = newRoom(owner, "public");
        for (ChatClient moderator : List.of(first, second)) {
            moderator.say(room, "hello");
            owner.done("PUT", "rooms/" + room + "/members/" + moderator.id(), object("role", "moderator"));
        }

        for (String victim : List.of(second.id(), owner.id())) {
            String person = "rooms/" + room + "/members/" + victim;
            assertThat(List.of(
                            outcome(first.ask("PUT", person + "/mute", object("reason", "no"))),
                            outcome(first.ask("PUT", person + "/ban", object("reason", "no"))),
                            outcome(first.ask("POST", person + "/kick", object("reason", "no"))),
                            outcome(first.ask("DELETE", person, null)),
                            outcome(first.ask("PUT", person, object("role", "member")))))
                    .containsOnly("403 not-allowed-in-room");
        }
        assertThat(owner.ask("DELETE", "rooms/" + room + "/members/" + owner.id(), null)
                        .statusCode())
                .as("the last owner stays")
                .isEqualTo(400);
        first.done("DELETE", "rooms/" + room + "/members/" + first.id(), null);
        assertThat(first.get("rooms/" + room).getString("role")).isEqualTo("visitor");
    }

    @Test
    default void what_is_reported_is_seen_by_moderators_until_one_has_dealt_with_it() throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient ann = newPerson("ann");
        String room = newRoom(owner, "public");
        String id = newPerson("eve").say(room, "something rude");

        String report = ann.done("POST", "rooms/" + room + "/messages/" + id + "/report", object("reason", "rude"))
                .getString("id");
        JsonObject seen =
                owner.get("rooms/" + room + "/reports").getJsonArray("reports").getJsonObject(0);
        owner.done("DELETE", "rooms/" + room + "/reports/" + report, null);

        assertThat(seen.getString("message")).isEqualTo(id);
        assertThat(seen.getString("reason")).isEqualTo("rude");
        assertThat(seen.getJsonObject("reporter").getString("id")).isEqualTo(ann.id());
        assertThat(owner.get("rooms/" + room + "/reports").getJsonArray("reports"))
                .isEmpty();
    }

    @Test
    default void why_a_moderator_deleted_a_message_is_told() throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        ChatClient eve = newPerson("eve");
        try (ChatMember ann = ChatMember.join(newPerson("ann"), room, Transport.SSE)) {
            String id = eve.say(room, "something rude");

            owner.done(
                    "DELETE",
                    "rooms/" + room + "/messages/" + id + "?reason=" + ChatClient.encoded("rude & <b>"),
                    null);

            JsonObject deleted = ann.await("message-deleted").data();
            assertThat(deleted.getString("message")).isEqualTo(id);
            assertThat(deleted.getString("reason")).isEqualTo("rude & <b>");
            assertThat(deleted.getJsonObject("deleter").getString("id")).isEqualTo(owner.id());
            assertThat(outcome(eve.ask("GET", "rooms/" + room + "/messages/" + id, null)))
                    .isEqualTo("404 no-such-message");
        }
    }

    @Test
    default void an_answer_stays_in_the_thread_of_the_first_message() throws Exception {
        ChatClient ann = newPerson("ann");
        String room = newRoom("public");
        String path = "rooms/" + room + "/messages";
        String first = ann.say(room, "first");
        String answer = ann.done("POST", path, object("text", "answer", "replyTo", first))
                .getString("id");
        String deeper = ann.done("POST", path, object("text", "deeper", "replyTo", answer))
                .getString("id");

        List<String> thread = ann.get(path + "?thread=" + first).getJsonArray("messages").stream()
                .map(message -> message.asJsonObject().getString("id"))
                .toList();

        assertThat(thread).containsExactly(answer, deeper);
        assertThat(ann.get(path + "/" + deeper).getString("replyTo")).isEqualTo(answer);
        assertThat(ann.get(path + "/" + first).getInt("replies")).isEqualTo(2);
    }
}
