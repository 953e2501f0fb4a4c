package dev.carillon.it.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Told;
import dev.carillon.it.client.ChatTranscript;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;

/** Compares what a crowd has been told, and what it sees now, with the log. */
public final class CrowdVerdict {

    private final RoomCrowd crowd;
    private final Map<ChatMember, List<Told>> held = new LinkedHashMap<>();
    private ChatTranscript log;

    /**
     * Waits until nothing is to be told any more.
     *
     * @param present who is in the room then
     * @param time in which it has to be so
     */
    public CrowdVerdict(RoomCrowd crowd, Set<String> present, Duration time) throws IOException, InterruptedException {
        this.crowd = crowd;
        this.log = ChatTranscript.of(crowd.owner().hub(), crowd.room());
        Set<String> due = new TreeSet<>(present);
        Awaitility.await("those who are in the room are told to be, and everybody has been told everything")
                .atMost(time)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    crowd.members().forEach(member -> held.put(member, member.transcript()));
                    log = ChatTranscript.of(crowd.owner().hub(), crowd.room());
                    assertThat(new TreeSet<>(crowd.owner().online(crowd.room())))
                            .isEqualTo(due);
                    assertThat(new TreeSet<>(log.present())).isEqualTo(due);
                    held.forEach((member, told) -> {
                        if (due.contains(member.id())) {
                            assertThat(last(told)).as(member.toString()).isEqualTo(last(log.entries()));
                        }
                    });
                });
    }

    private static long last(List<Told> told) {
        return told.isEmpty() ? 0 : told.get(told.size() - 1).offset();
    }

    /** Everything, in the order of the log, once. */
    public void everybodyHoldsTheLog(Set<String> present) {
        held.forEach((member, told) -> {
            List<Told> due = log.after(String.valueOf(member.firstPlace()));
            if (present.contains(member.id())) {
                assertSame(member, told, due);
            } else {
                // Who was sent away, or has gone, holds what was told before.
                assertThat(told).hasSizeBetween(1, due.size());
                assertSame(member, told, due.subList(0, told.size()));
            }
            assertThat(member.hasGap()).as("a gap for " + member).isFalse();
        });
    }

    /** Says where they differ: both are long. */
    private static void assertSame(ChatMember member, List<Told> held, List<Told> due) {
        int same = 0;
        while (same < Math.min(held.size(), due.size()) && held.get(same).equals(due.get(same))) {
            same++;
        }
        int from = Math.max(0, same - 1);
        assertThat(held.subList(from, held.size()).stream().limit(4).toList())
                .as("%s, with %d of %d, from %d on", member, held.size(), due.size(), from)
                .isEqualTo(due.subList(from, due.size()).stream().limit(4).toList());
    }

    /** How many are there, as whoever only looks at the newest number sees it. */
    public void theNumberToldLastIsTrue(Set<String> present) {
        int told = log.entries().stream()
                .filter(entry -> entry.data().containsKey("online"))
                .mapToInt(entry -> entry.data().getInt("online"))
                .reduce(0, (before, next) -> next);

        assertThat(told).isEqualTo(present.size());
    }

    /** What was acknowledged is there, and nothing is there twice. */
    public void nothingIsLostAndNothingIsThereTwice() {
        Map<String, String> messages = new LinkedHashMap<>();
        for (Told entry : log.entries()) {
            if (entry.type().equals("new-message") && !entry.data().isNull("clientId")) {
                messages.put(String.valueOf(entry.id()), entry.data().getString("clientId"));
            }
        }
        assertThat(messages.values()).doesNotHaveDuplicates();
        crowd.drivers().forEach(driver -> assertThat(messages).containsAllEntriesOf(driver.acknowledged()));
    }

    /** The history is what the log tells, applied. */
    public void theHistoryIsWhatWasTold() throws IOException, InterruptedException {
        Map<String, String> told = new TreeMap<>();
        Map<String, Map<String, Set<String>>> reactions = new HashMap<>();
        for (Told entry : log.entries()) {
            String message = entry.data().getString("message", "");
            switch (entry.type()) {
                case "new-message" ->
                    told.put(String.valueOf(entry.id()), entry.data().getString("text"));
                case "message-edited" ->
                    told.computeIfPresent(
                            message,
                            (same, text) -> text.isEmpty() ? "" : entry.data().getString("text"));
                case "message-deleted" -> told.put(message, "");
                case "reaction" -> react(reactions.computeIfAbsent(message, first -> new TreeMap<>()), entry.data());
                default -> {
                    // Nothing that is said.
                }
            }
        }
        told.replaceAll((id, text) -> text + shown(reactions.getOrDefault(id, Map.of())));

        Map<String, String> history = history(crowd.owner());
        Map<String, String> different = new TreeMap<>();
        told.forEach((id, text) -> {
            if (!text.equals(history.get(id))) {
                different.put(id, text + " was told, and there is " + history.get(id));
            }
        });
        assertThat(different).isEmpty();
        assertThat(history).hasSameSizeAs(told);
    }

    private static void react(Map<String, Set<String>> reactions, JsonObject reaction) {
        Set<String> users = reactions.computeIfAbsent(reaction.getString("emoji"), first -> new TreeSet<>());
        String user = reaction.getJsonObject("user").getString("id");
        if (reaction.getBoolean("added")) {
            users.add(user);
        } else {
            users.remove(user);
        }
    }

    private static String shown(Map<String, Set<String>> reactions) {
        StringBuilder shown = new StringBuilder();
        reactions.forEach((emoji, users) -> shown.append(users.isEmpty() ? "" : " " + emoji + users));
        return shown.toString();
    }

    private Map<String, String> history(ChatClient reader) throws IOException, InterruptedException {
        Map<String, String> history = new TreeMap<>();
        String page = "rooms/" + crowd.room() + "/messages?limit=100";
        JsonObject answer = reader.get(page);
        while (true) {
            for (JsonObject message : answer.getJsonArray("messages").getValuesAs(JsonObject.class)) {
                history.put(message.getString("id"), message.getString("text") + reactionsOf(message));
            }
            if (answer.isNull("earlier")) {
                return history;
            }
            answer = reader.get(page + "&before=" + answer.getString("earlier"));
        }
    }

    private static String reactionsOf(JsonObject message) {
        Map<String, Set<String>> reactions = new TreeMap<>();
        for (JsonObject reaction : message.getJsonArray("reactions").getValuesAs(JsonObject.class)) {
            List<String> users = new ArrayList<>();
            reaction.getJsonArray("users").getValuesAs(JsonString.class).forEach(user -> users.add(user.getString()));
            reactions.put(reaction.getString("emoji"), new TreeSet<>(users));
        }
        return shown(reactions);
    }
}
