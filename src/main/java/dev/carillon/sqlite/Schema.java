package dev.carillon.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The tables of a database.
 *
 * @param name of the database for people, such as {@code chat's archive}; they read it in refusals
 * @param script makes the tables
 * @param version of the script, 1 or more; every change of it is a new one
 * @param probe a query that finds a row in every file that is in order
 */
public record Schema(String name, String script, int version, String probe, Worth worth) {

    public Schema {
        if (version < 1) {
            throw new IllegalArgumentException("a version is 1 or more: " + version);
        }
    }

    /** The text of a file that stands beside a class. */
    public static String script(Class<?> beside, String name) {
        try (InputStream script = beside.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not beside " + beside.getSimpleName());
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
