package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.EventId;
import jakarta.json.JsonObject;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** People write, change and delete while they are banned and let in again, all at the same time. */
class BanRaceProperties {

    private static final RoomId TEAM = new RoomId("team");
    private static final UserId BOB = person("Bob").id();

    /** What several threads do, in any order. */
    enum Step {
        SEND,
        EDIT,
        DELETE,
        BAN,
        UNBAN
    }

    @Property(tries = 40)
    void nothing_of_a_banned_person_stands_behind_the_ban_in_the_log(
            @ForAll @Size(min = 2, max = 60) List<Step> steps) {
        try (TestChat chat = new TestChat()) {
            chat.room("team", RoomKind.PUBLIC, "Ann");
            EventId first = chat.say("Bob", TEAM, "first");

            steps.parallelStream()
                    .forEach(step -> problem(() -> switch (step) {
                        case SEND -> chat.send(actor("Bob"), TEAM, "more", null);
                        case EDIT -> chat.messages.edit(actor("Bob"), TEAM, first, new MessageText("changed"));
                        case DELETE -> chat.messages.delete(actor("Bob"), TEAM, first, new Reason(""));
                        case BAN -> chat.moderation.ban(actor("Ann"), TEAM, BOB, forGood());
                        case UNBAN -> chat.moderation.unban(actor("Ann"), TEAM, BOB);
                    }));

            assertThat(isBannedInTheEnd(chat))
                    .isEqualTo(chat.directory.standing(TEAM, person("Bob")).ban() != null);
        }
    }

    /** Follows the log. The audit trail says what was done, at the place in the log where it was. */
    private static boolean isBannedInTheEnd(TestChat chat) {
        boolean banned = false;
        for (var entry : chat.entries("chat/team", "admin/audit")) {
            String type = String.valueOf(entry.event().type());
            switch (type) {
                case "chat-ban" -> banned = true;
                case "chat-unban" -> banned = false;
                case "new-message", "message-edited", "message-deleted" -> {
                    JsonObject document = ChatJson.parse(entry.event().payload().text());
                    assertThat(banned).as("%s %s", entry.id(), document).isFalse();
                }
                default -> {
                    // Tells nothing of him.
                }
            }
        }
        return banned;
    }
}
