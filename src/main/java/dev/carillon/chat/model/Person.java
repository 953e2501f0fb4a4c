package dev.carillon.chat.model;

/**
 * Somebody, as the others see him.
 *
 * @param name what he is called; not unique, but a guest is never called as somebody else who is there
 */
public record Person(UserId id, String name) {

    public boolean isGuest() {
        return id.isGuest();
    }
}
