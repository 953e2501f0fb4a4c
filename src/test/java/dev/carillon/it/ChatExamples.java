package dev.carillon.it;

import dev.carillon.it.OpenApiScenarios.Example;
import dev.carillon.it.client.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests of the chat, by the operation's name.
 *
 * @param room a room of {@link #ALICE}, in which {@link #BOB} is a member and {@link #CAROL} was muted
 * @param message what Alice has said; it was edited, answered, reacted to and reported
 * @param slow a room of Alice with slow mode, where Bob has just said something
 * @param closed a room of Alice that may go
 */
record ChatExamples(String room, String message, String slow, String closed) {

    static final List<String> ALICE = as("chat-alice");
    static final List<String> BOB = as("chat-bob");
    static final List<String> CAROL = as("chat-carol");

    private static final String ROOMS = "/api/chat/rooms";
    private static final List<String> POLL = List.of("Accept", "application/json");
    private static final String THUMB = "%F0%9F%91%8D";

    static List<String> as(String subject) {
        return List.of(Tokens.bearer(Tokens.subscriber(subject, "**")));
    }

    static List<String> with(List<String> headers, String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return all;
    }

    static List<String> json(List<String> headers) {
        return with(headers, "Content-Type", "application/json");
    }

    private String in(String path) {
        return ROOMS + "/" + room + path;
    }

    private String at(String path) {
        return in("/messages/" + message + path);
    }

    Map<String, List<Example>> answered() {
        Map<String, List<Example>> examples = new HashMap<>(rooms());
        examples.putAll(messages());
        examples.putAll(members());
        examples.putAll(people());
        return examples;
    }

    private Map<String, List<Example>> rooms() {
        return Map.ofEntries(
                Map.entry(
                        "GET /api/chat/rooms",
                        List.of(new Example(200, ROOMS, ""), new Example(200, ROOMS + "?limit=1&after=a", "", ALICE))),
                Map.entry("POST /api/chat/rooms", List.of(new Example(201, ROOMS, "{\"name\":\"Any\"}", json(ALICE)))),
                Map.entry(
                        "GET /api/chat/rooms/{room}",
                        List.of(new Example(200, in(""), ""), new Example(200, in(""), "", BOB))),
                Map.entry(
                        "PATCH /api/chat/rooms/{room}",
                        List.of(new Example(200, in(""), "{\"name\":\"N\",\"kind\":null}", json(ALICE)))),
                Map.entry("DELETE /api/chat/rooms/{room}", List.of(new Example(204, ROOMS + "/" + closed, "", ALICE))),
                Map.entry(
                        "GET /api/chat/rooms/{room}/events",
                        List.of(
                                new Example(200, in("/events"), "", POLL),
                                new Example(200, in("/events"), "", with(BOB, "Accept", "application/json")),
                                new Example(200, in("/events?last_event_id=" + message), "", POLL),
                                new Example(200, in("/events?last_event_id=x-1"), "", POLL))),
                Map.entry("GET /api/chat/rooms/{room}/search", List.of(new Example(200, in("/search?q=changed"), ""))),
                Map.entry("GET /api/chat/rooms/{room}/export", List.of()),
                Map.entry("POST /api/chat/rooms/{room}/typing", List.of(new Example(204, in("/typing"), "", BOB))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/read",
                        List.of(new Example(204, in("/read"), "{\"message\":\"" + message + "\"}", json(BOB)))),
                Map.entry("GET /api/chat/rooms/{room}/reports", List.of(new Example(200, in("/reports"), "", ALICE))),
                Map.entry(
                        "DELETE /api/chat/rooms/{room}/reports/{report}",
                        List.of(new Example(204, in("/reports/none"), "", ALICE))),
                Map.entry("GET /api/chat/rooms/{room}/bans", List.of(new Example(200, in("/bans"), "", ALICE))));
    }

    private Map<String, List<Example>> messages() {
        return Map.ofEntries(
                Map.entry(
                        "POST /api/chat/rooms/{room}/messages",
                        List.of(
                                new Example(201, in("/messages"), "text", BOB),
                                new Example(201, in("/messages"), "{\"text\":\"b\",\"clientId\":\"%\"}", json(BOB)),
                                new Example(201, in("/messages"), "{\"text\":\"b\",\"clientId\":\"%\"}", json(BOB)))),
                Map.entry(
                        "GET /api/chat/rooms/{room}/messages",
                        List.of(
                                new Example(200, in("/messages?limit=1"), ""),
                                new Example(200, in("/messages?before=" + message), ""),
                                new Example(200, in("/messages?after=" + message + "&limit=1"), ""),
                                new Example(200, in("/messages?thread=" + message), ""))),
                Map.entry(
                        "GET /api/chat/rooms/{room}/messages/{message}",
                        List.of(new Example(200, at(""), ""), new Example(200, at(""), "", BOB))),
                Map.entry(
                        "PATCH /api/chat/rooms/{room}/messages/{message}",
                        List.of(new Example(200, at(""), "{\"text\":\"changed again\"}", json(ALICE)))),
                // Described in OpenApiScenarios, with a message that may go.
                Map.entry("DELETE /api/chat/rooms/{room}/messages/{message}", List.of()),
                Map.entry(
                        "GET /api/chat/rooms/{room}/messages/{message}/edits",
                        List.of(new Example(200, at("/edits"), "", ALICE))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/messages/{message}/reactions/{emoji}",
                        List.of(new Example(204, at("/reactions/" + THUMB), "", ALICE))),
                Map.entry(
                        "DELETE /api/chat/rooms/{room}/messages/{message}/reactions/{emoji}",
                        List.of(new Example(204, at("/reactions/" + THUMB), "", ALICE))),
                Map.entry(
                        "POST /api/chat/rooms/{room}/messages/{message}/report",
                        List.of(new Example(201, at("/report"), "{\"reason\":\"spam\"}", json(BOB)))));
    }

    private Map<String, List<Example>> members() {
        return Map.ofEntries(
                Map.entry(
                        "GET /api/chat/rooms/{room}/members",
                        List.of(
                                new Example(200, in("/members?limit=1"), ""),
                                new Example(200, in("/members?online=true"), "", BOB))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/members/{user}",
                        List.of(new Example(200, in("/members/chat-bob"), "{\"role\":\"moderator\"}", json(ALICE)))),
                Map.entry(
                        "DELETE /api/chat/rooms/{room}/members/{user}",
                        List.of(new Example(204, in("/members/chat-bob"), "", BOB))),
                Map.entry(
                        "POST /api/chat/rooms/{room}/members/{user}/kick",
                        List.of(new Example(204, in("/members/chat-carol/kick"), "{\"seconds\":1}", json(ALICE)))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/members/{user}/ban",
                        List.of(new Example(
                                204, in("/members/chat-carol/ban"), "{\"reason\":\"r\",\"seconds\":9}", json(ALICE)))),
                Map.entry(
                        "DELETE /api/chat/rooms/{room}/members/{user}/ban",
                        List.of(new Example(204, in("/members/chat-carol/ban"), "", ALICE))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/members/{user}/mute",
                        List.of(new Example(204, in("/members/chat-carol/mute"), "", ALICE))),
                Map.entry(
                        "DELETE /api/chat/rooms/{room}/members/{user}/mute",
                        List.of(new Example(204, in("/members/chat-carol/mute"), "", ALICE))));
    }

    private Map<String, List<Example>> people() {
        return Map.ofEntries(
                Map.entry(
                        "POST /api/chat/session",
                        List.of(new Example(
                                201, "/api/chat/session", "{\"nickname\":\"N" + room + "\"}", json(List.of())))),
                Map.entry("GET /api/chat/session", List.of(new Example(200, "/api/chat/session", "", ALICE))),
                Map.entry("DELETE /api/chat/session", List.of(new Example(204, "/api/chat/session", ""))),
                Map.entry(
                        "GET /api/chat/people/{user}",
                        List.of(new Example(200, "/api/chat/people/chat-bob", "", ALICE))),
                Map.entry(
                        "PUT /api/chat/me/presence",
                        List.of(new Example(204, "/api/chat/me/presence", "{\"status\":\"away\"}", json(ALICE)))),
                Map.entry(
                        "GET /api/chat/me/events",
                        List.of(new Example(
                                200,
                                "/api/chat/me/events?from=earliest&limit=1000",
                                "",
                                with(BOB, "Accept", "application/json")))),
                Map.entry("GET /api/chat/direct", List.of(new Example(200, "/api/chat/direct", "", BOB))),
                Map.entry(
                        "PUT /api/chat/direct/{user}",
                        List.of(new Example(200, "/api/chat/direct/chat-alice", "", BOB))));
    }

    Map<String, List<Example>> refused() {
        String long70k = "x".repeat(70_000);
        return Map.ofEntries(
                Map.entry(
                        "GET /api/chat/rooms",
                        List.of(
                                new Example(400, ROOMS + "?limit=201", ""),
                                new Example(401, ROOMS, "", List.of("Authorization", "Bearer x")),
                                new Example(403, ROOMS, "", with(CAROL, "On-Behalf-Of", "somebody")))),
                Map.entry(
                        "POST /api/chat/rooms",
                        List.of(
                                new Example(400, ROOMS, "{\"id\":\"Not An Id\"}", json(ALICE)),
                                new Example(400, ROOMS, "{\"name\":\"\"}", json(ALICE)),
                                new Example(401, ROOMS, "{\"name\":\"n\"}", json(List.of())),
                                new Example(403, ROOMS, "{}", List.of("Sec-Fetch-Site", "cross-site")),
                                new Example(409, ROOMS, "{\"id\":\"lobby\"}", json(ALICE)))),
                Map.entry(
                        "GET /api/chat/rooms/{room}",
                        List.of(new Example(404, ROOMS + "/nowhere", ""), new Example(400, ROOMS + "/A", ""))),
                Map.entry(
                        "PATCH /api/chat/rooms/{room}",
                        List.of(
                                new Example(400, in(""), "{\"kind\":\"direct\"}", json(ALICE)),
                                new Example(403, in(""), "{\"name\":\"x\"}", json(CAROL)))),
                Map.entry(
                        "GET /api/chat/rooms/{room}/events",
                        List.of(
                                new Example(400, in("/events?from=earliest"), "", POLL),
                                new Example(404, ROOMS + "/nowhere/events", "", POLL),
                                new Example(406, in("/events"), "", List.of("Accept", "image/png")))),
                Map.entry(
                        "POST /api/chat/rooms/{room}/messages",
                        List.of(
                                new Example(400, in("/messages"), "", BOB),
                                new Example(400, in("/messages"), "{", json(BOB)),
                                new Example(403, in("/messages"), "text", CAROL),
                                new Example(404, in("/messages"), "{\"text\":\"t\",\"replyTo\":\"x-1\"}", json(BOB)),
                                new Example(413, in("/messages"), long70k, BOB),
                                new Example(422, in("/messages"), "{\"text\":\"c\",\"clientId\":\"%\"}", json(BOB)),
                                new Example(429, ROOMS + "/" + slow + "/messages", "again", BOB))),
                Map.entry(
                        "GET /api/chat/rooms/{room}/messages/{message}",
                        List.of(new Example(404, in("/messages/x"), ""))),
                Map.entry(
                        "PATCH /api/chat/rooms/{room}/messages/{message}",
                        List.of(new Example(403, at(""), "{\"text\":\"t\"}", json(BOB)))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/messages/{message}/reactions/{emoji}",
                        List.of(new Example(400, at("/reactions/ab"), "", BOB))),
                Map.entry(
                        "PUT /api/chat/rooms/{room}/members/{user}",
                        List.of(
                                new Example(400, in("/members/chat-bob"), "{\"role\":\"king\"}", json(ALICE)),
                                new Example(404, in("/members/nobody"), "", ALICE))),
                Map.entry(
                        "POST /api/chat/session",
                        List.of(
                                new Example(400, "/api/chat/session", "{\"nickname\":\"\"}", json(List.of())),
                                new Example(
                                        409, "/api/chat/session", "{\"nickname\":\"chat-alice\"}", json(List.of())))),
                Map.entry(
                        "GET /api/chat/people/{user}",
                        List.of(
                                new Example(401, "/api/chat/people/chat-bob", ""),
                                new Example(404, "/api/chat/people/nobody", "", ALICE))));
    }
}
