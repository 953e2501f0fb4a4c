package dev.carillon.chat.state;

import dev.carillon.chat.model.RoomId;
import dev.carillon.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What was reported and nobody has dealt with yet.
 *
 * <p>Threading: {@link ChatLog} applies events one after the other; any thread reads.
 */
@ApplicationScoped
public class ReportDirectory {

    private final Map<RoomId, ConcurrentSkipListMap<String, Report>> reports = new ConcurrentHashMap<>();

    /** In the order of their ids, from the one after this id on. */
    public List<Report> reports(RoomId room, String after, int limit) {
        return of(room).tailMap(after, false).values().stream().limit(limit).toList();
    }

    public Optional<Report> report(RoomId room, String id) {
        return Optional.ofNullable(of(room).get(id));
    }

    public int count(RoomId room) {
        return of(room).size();
    }

    private ConcurrentSkipListMap<String, Report> of(RoomId room) {
        return reports.getOrDefault(room, new ConcurrentSkipListMap<>());
    }

    /** Those of a room that is gone go with it. */
    void applyRoom(Event room) {
        if (room.isTombstone()) {
            reports.remove(new RoomId(String.valueOf(room.key())));
        }
    }

    /** Reports of a room that is gone were removed with it; what is left of them is ignored. */
    void apply(Event event, RoomDirectory rooms) {
        String key = String.valueOf(event.key());
        int space = key.indexOf(' ');
        RoomId room = new RoomId(key.substring(0, space));
        String id = key.substring(space + 1);
        if (event.isTombstone()) {
            of(room).remove(id);
            return;
        }
        if (!rooms.has(room.value())) {
            return;
        }
        JsonObject json = ChatJson.parse(event.payload().text());
        Report report = new Report(
                id,
                room,
                json.getString("message"),
                ChatJson.person(json.getJsonObject("reporter")),
                json.getString("reason"),
                event.time());
        reports.computeIfAbsent(room, first -> new ConcurrentSkipListMap<>()).put(id, report);
    }
}
