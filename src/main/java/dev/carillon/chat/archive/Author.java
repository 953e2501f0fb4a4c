package dev.carillon.chat.archive;

/**
 * Who said or did something, with the name of that time.
 *
 * @param id of the user
 */
public record Author(String id, String name, boolean guest) {

    public Author {
        Checks.name("user", id);
    }
}
