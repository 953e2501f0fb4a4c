package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.text.MessageFilter;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.WordFilter;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Every {@link MessageFilter} that there is: the one of the settings, then those of beans and of services, in no particular order.
 *
 * <p>Threading: any thread, as the filters.
 */
@Service
public class Filters {

    private final List<MessageFilter> filters = new ArrayList<>();

    @Inject
    public Filters(ChatSettings settings, @Any Instance<MessageFilter> beans) {
        filters.add(WordFilter.of(
                settings.blockedWords(),
                settings.refuseBlockedWords() ? WordFilter.Mode.REFUSE : WordFilter.Mode.MASK));
        beans.forEach(filters::add);
        ServiceLoader.load(MessageFilter.class, Filters.class.getClassLoader()).forEach(filters::add);
    }

    /** The text as it may be sent. */
    String pass(RoomId room, Person author, MessageText text) {
        String passed = text.value();
        for (MessageFilter filter : filters) {
            MessageFilter.Verdict verdict =
                    filter.check(room.value(), author.id().value(), passed);
            if (verdict instanceof MessageFilter.Verdict.Refuse refusal) {
                throw new InvalidRequestException(
                        Problem.MESSAGE_REFUSED,
                        "Every message passes the filters of the server.",
                        refusal.reason(),
                        "Write it in other words.");
            }
            if (verdict instanceof MessageFilter.Verdict.Change change) {
                passed = new MessageText(change.text()).value();
            }
        }
        return passed;
    }
}
