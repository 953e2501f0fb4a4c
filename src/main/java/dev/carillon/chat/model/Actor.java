package dev.carillon.chat.model;

import dev.carillon.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something in the chat.
 *
 * @param person as whom; null for somebody who has not said who he is
 * @param admin may do what an owner may, in every room but those of two people
 * @param by the server that speaks for the person; null if he speaks for himself
 * @param caller as the rest of the hub knows him
 * @param address from where
 */
public record Actor(
        @Nullable Person person, boolean admin, @Nullable Person by, Caller caller, String address) {

    public boolean isGuest() {
        return person == null || person.isGuest();
    }
}
