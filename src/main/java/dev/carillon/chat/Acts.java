package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.Event;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * What owners and moderators do, as events of the audit trail. They are appended together with what was done: there is no act without
 * its trace, and no trace without its act.
 */
@Service
public class Acts {

    private static final System.Logger LOGGER = System.getLogger(Acts.class.getName());

    private final AuditTrail audit;

    @Inject
    public Acts(AuditTrail audit) {
        this.audit = audit;
    }

    Event event(Actor actor, String type, RoomId room, UnaryOperator<Act> details) {
        Act act = new Act(type, actor.caller(), actor.address(), Map.of()).with("room", room.value());
        Person person = actor.person();
        if (person != null) {
            act = act.with("user", person.id().value()).with("name", person.name());
        }
        return audit.event(details.apply(act));
    }

    /** Lets something happen of which nobody waits for the end. */
    static void ignore(CompletionStage<?> stage) {
        stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.log(System.Logger.Level.DEBUG, "something that can wait was not done", failure);
            }
        });
    }
}
