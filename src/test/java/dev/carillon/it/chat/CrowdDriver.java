package dev.carillon.it.chat;

import static dev.carillon.it.client.ChatClient.object;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Told;
import dev.carillon.it.client.ChatMember.Transport;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Some of a crowd, who do one thing after the other. What gets no answer is asked again, a message with the same client id.
 *
 * <p>Threading: a thread of its own acts; the rest may be asked by any.
 */
public final class CrowdDriver {

    private static final long PAUSE_NANOS = 50_000_000;

    /** What may happen to somebody who was muted, kicked or banned a moment ago, or whose message was deleted. */
    private static final Set<String> EXPECTED =
            Set.of("200", "201", "204", "403 muted", "403 banned", "404 no-such-message");

    /** The server is starting, or stopping. */
    private static final Set<Integer> AGAIN = Set.of(502, 503);

    private final String room;
    private final List<ChatMember> own;
    private final List<ChatMember> moderators;
    private final List<ChatMember> ordinary;
    private final Random random;
    private final AtomicInteger acts;
    private final Map<String, String> lastMessages = new HashMap<>();
    private final List<ChatMember> tabs = new ArrayList<>();

    /** Client ids by the ids of messages that were acknowledged. */
    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    private final List<String> complaints = new ArrayList<>();
    private volatile boolean stopped;
    private int said;

    CrowdDriver(
            String room,
            List<ChatMember> own,
            List<ChatMember> moderators,
            List<ChatMember> ordinary,
            Random random,
            AtomicInteger acts) {
        this.room = room;
        this.own = List.copyOf(own);
        this.moderators = List.copyOf(moderators);
        this.ordinary = List.copyOf(ordinary);
        this.random = random;
        this.acts = acts;
    }

    void act(int count) {
        for (int i = 0; i < count && !stopped; i++) {
            try {
                act(own.get(random.nextInt(own.size())));
            } catch (IOException | RuntimeException | AssertionError e) {
                complain(e.toString());
            } catch (InterruptedException e) {
                return;
            }
            acts.incrementAndGet();
        }
    }

    private void act(ChatMember member) throws IOException, InterruptedException {
        int what = random.nextInt(100);
        if (what < 45) {
            say(member, null);
        } else if (what < 53) {
            say(member, heard(member));
        } else if (what < 61) {
            change(member, "PATCH", object("text", "changed by " + member.id()));
        } else if (what < 65) {
            change(member, "DELETE", null);
        } else if (what < 76) {
            react(member);
        } else if (what < 80) {
            ask(member.client(), "POST", "/typing", null);
        } else if (what < 91) {
            member.lose();
        } else if (what < 94) {
            openTab(member);
        } else {
            moderate(ordinary.get(random.nextInt(ordinary.size())));
        }
    }

    private void say(ChatMember member, @Nullable String replyTo) throws IOException, InterruptedException {
        String clientId = member.id() + ":" + ++said;
        JsonObject message = replyTo == null
                ? object("text", "I say " + clientId, "clientId", clientId)
                : object("text", "I answer " + clientId, "clientId", clientId, "replyTo", replyTo);
        HttpResponse<String> response = ask(member.client(), "POST", "/messages", message);
        if (response.statusCode() == 201) {
            String id = AdminClient.json(response).getString("id");
            lastMessages.put(member.id(), id);
            synchronized (this) {
                acknowledged.put(id, clientId);
            }
        }
    }

    /** The newest message that somebody has heard; null if he has heard none. */
    private static @Nullable String heard(ChatMember member) {
        return member.transcript().stream()
                .filter(told -> told.type().equals("new-message"))
                .map(Told::id)
                .reduce((one, next) -> next)
                .orElse(null);
    }

    private void change(ChatMember member, String method, @Nullable JsonObject body)
            throws IOException, InterruptedException {
        String id = lastMessages.get(member.id());
        if (id != null) {
            ask(member.client(), method, "/messages/" + id, body);
        }
    }

    private void react(ChatMember member) throws IOException, InterruptedException {
        String id = heard(member);
        if (id != null) {
            String emoji = ChatClient.encoded(random.nextBoolean() ? "👍" : "🎉");
            String method = random.nextInt(4) == 0 ? "DELETE" : "PUT";
            ask(member.client(), method, "/messages/" + id + "/reactions/" + emoji, null);
        }
    }

    /** For a while: the third one closes the first. */
    private void openTab(ChatMember member) throws IOException {
        synchronized (tabs) {
            tabs.add(ChatMember.enter(member.client(), room, Transport.SSE));
            if (tabs.size() > 2) {
                tabs.remove(0).close();
            }
        }
    }

    private void moderate(ChatMember other) throws IOException, InterruptedException {
        ChatClient moderator = moderators.get(random.nextInt(moderators.size())).client();
        String person = "/members/" + other.id();
        switch (random.nextInt(5)) {
            case 0 -> ask(moderator, "PUT", person + "/mute", object("reason", "too loud", "seconds", 60));
            case 1 -> ask(moderator, "DELETE", person + "/mute", null);
            case 2 -> ask(moderator, "POST", person + "/kick", object("reason", "calm down", "seconds", 1));
            case 3 -> ask(moderator, "PUT", person + "/ban", object("reason", "enough"));
            default -> ask(moderator, "DELETE", person + "/ban", null);
        }
    }

    /** Until there is an answer. */
    private HttpResponse<String> ask(ChatClient client, String method, String path, @Nullable JsonObject body)
            throws InterruptedException, IOException {
        while (true) {
            try {
                HttpResponse<String> response = client.ask(method, "rooms/" + room + path, body);
                if (!AGAIN.contains(response.statusCode())) {
                    String outcome = ChatClient.outcome(response);
                    if (!EXPECTED.contains(outcome)) {
                        complain(client.id() + " " + method + " " + path + ": " + outcome + " " + response.body());
                    }
                    return response;
                }
            } catch (IOException unanswered) {
                if (stopped) {
                    throw unanswered;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    public synchronized Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    void stop() {
        stopped = true;
    }

    void closeTabs() throws IOException {
        synchronized (tabs) {
            for (ChatMember tab : tabs) {
                tab.close();
            }
            tabs.clear();
        }
    }
}
