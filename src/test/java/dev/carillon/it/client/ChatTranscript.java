package dev.carillon.it.client;

import dev.carillon.it.client.ChatMember.Told;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the log has of a room: what every member has to hold in the end. */
public final class ChatTranscript {

    private final List<Told> entries;

    private ChatTranscript(List<Told> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Reads it as somebody who may read everything. */
    public static ChatTranscript of(HubClient hub, String room) throws IOException, InterruptedException {
        String[] admin = Tokens.bearer(Tokens.admin());
        List<Told> entries = new ArrayList<>();
        PollAnswer page = hub.poll("/api/events/chat/" + room + "?from=earliest", admin);
        while (!page.events().isEmpty()) {
            for (JsonObject event : page.events()) {
                entries.add(new Told(event.getString("id"), event.getString("type"), event.getJsonObject("data")));
            }
            page = hub.poll("/api/events/chat/" + room + "?last_event_id=" + page.cursor(), admin);
        }
        return new ChatTranscript(entries);
    }

    public List<Told> entries() {
        return entries;
    }

    /** What follows the place where a member joined. */
    public List<Told> after(String id) {
        long place = new Told(id, "", JsonObject.EMPTY_JSON_OBJECT).offset();
        return entries.stream().filter(entry -> entry.offset() > place).toList();
    }

    /** Who is there, as everybody who reads all of it concludes. */
    public Set<String> present() {
        Set<String> present = new LinkedHashSet<>();
        for (Told entry : entries) {
            if (entry.type().equals("member-joined") || entry.type().equals("member-left")) {
                for (JsonObject member : entry.data().getJsonArray("members").getValuesAs(JsonObject.class)) {
                    String id = member.getString("id");
                    boolean changed = entry.type().equals("member-joined") ? present.add(id) : present.remove(id);
                    if (!changed) {
                        throw new AssertionError(entry + " tells what was known already");
                    }
                }
            }
        }
        return present;
    }
}
