package dev.carillon.chat.socketio;

import dev.carillon.api.Service;
import dev.carillon.chat.Farewells;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.HubException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.socketio.Socket;
import jakarta.inject.Inject;

/** Somebody comes back to the rooms that he was in when his connection broke. */
@Service
public class Returns {

    private final RoomDocuments rooms;
    private final Farewells farewells;

    @Inject
    public Returns(RoomDocuments rooms, Farewells farewells) {
        this.rooms = rooms;
        this.farewells = farewells;
    }

    /** He is in his rooms again, but for those that he may not read any more: of these he is told so. */
    void comeBack(Socket socket, Visitor visitor) {
        for (Selector channel : socket.channels().selectors()) {
            if (isOfPerson(channel)) {
                hearNotices(socket, visitor, channel);
            } else {
                enter(socket, visitor, room(channel));
            }
        }
    }

    /** The channels of rooms that there are, and all others. */
    SelectorSet existing(SelectorSet channels) {
        return channels.only(channel -> isOfPerson(channel) || !farewells.isGone(room(channel)));
    }

    private static boolean isOfPerson(Selector channel) {
        return channel.value().startsWith(ChatNamespace.ROOMS + '@');
    }

    private static RoomId room(Selector channel) {
        return new RoomId(channel.value().substring(ChatNamespace.ROOMS.length()));
    }

    private static void hearNotices(Socket socket, Visitor visitor, Selector channel) {
        Person person = visitor.actor().person();
        if (person == null || !person.id().channel().value().equals(channel.value())) {
            socket.ignore(SelectorSet.of(channel.value()));
        }
    }

    private void enter(Socket socket, Visitor visitor, RoomId room) {
        if (!mayRead(visitor, room)) {
            socket.ignore(room.selectors());
            visitor.tell(room, farewells.to(visitor.actor(), room));
            return;
        }
        visitor.enter(room, null);
        // He may have been sent away in between; if that was later, he has been told by whoever did it.
        if (!mayRead(visitor, room) && visitor.leave(room)) {
            visitor.tell(room, farewells.to(visitor.actor(), room));
        }
    }

    private boolean mayRead(Visitor visitor, RoomId room) {
        try {
            rooms.require(visitor.actor(), room);
            return true;
        } catch (HubException noMore) {
            return false;
        }
    }
}
