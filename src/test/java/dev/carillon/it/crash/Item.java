package dev.carillon.it.crash;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event of a crash test.
 *
 * @param publisher the connection that publishes it
 * @param number counts what that connection publishes, over all of its channels
 */
public record Item(String channel, int publisher, long number) {

    /** Everything that is published here is kept. */
    public static final String KEPT = "kept";

    /** Of these channels only the newest events are kept, so the log is trimmed all the time. */
    public static final String TRIMMED = "trimmed";

    /** Of these channels the newest event of each key is kept. */
    public static final String STATE = "state";

    private static final Pattern DATA = Pattern.compile("(\\S+) ([0-9]+)\\.([0-9]+) .*");

    /** From a short event to one that does not fit into one page of a database. */
    private static final int MAX_PADDING = 5_000;

    private static final int KEYS = 5;

    /** Reads what {@link #data()} has written; anything else is an event that was damaged, or mixed up with another. */
    static Item parse(String data) {
        Matcher matcher = DATA.matcher(data);
        if (matcher.matches()) {
            Item item =
                    new Item(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
            if (item.data().equals(data)) {
                return item;
            }
        }
        throw new AssertionError("an event that nobody has published: " + data);
    }

    /** All of the item, and a padding whose length and letter follow from it. */
    String data() {
        long square = (number + publisher) * (number + publisher);
        String padding = String.valueOf((char) ('a' + number % 26));
        int length = number % 16 == 0 ? (int) (square % MAX_PADDING) : (int) (square % 300);
        return channel + " " + publisher + "." + number + " " + padding.repeat(length);
    }

    /** Of the events of {@link #STATE}. */
    String key() {
        return "key" + number % KEYS;
    }

    boolean is(String kind) {
        return channel.startsWith(kind + "/");
    }
}
