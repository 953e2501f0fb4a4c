package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line for each event, so that a test can be read: {@code 7 orders hello}, without an offset {@code ~ orders hello}. One that has
 * {@code !me} in it is not for a reader of the name {@code me}, and one with {@code ?b} only for those who listen to {@code b}, too.
 */
final class TextFormat implements WireFormat {

    static final TextFormat TEXT = new TextFormat(true);
    static final TextFormat WITHOUT_HEARTBEAT = new TextFormat(false);
    static final String HEARTBEAT = ".\n";

    /** A text that cannot be encoded. */
    static final String POISON = "poison";

    private static final Pattern NAMED = Pattern.compile("!(me|other)");

    private static final ChannelName B = new ChannelName("b");

    private final boolean beats;

    private TextFormat(boolean beats) {
        this.beats = beats;
    }

    @Override
    public boolean hasHeartbeat() {
        return beats;
    }

    @Override
    public byte[] event(Event event, @Nullable EventId id) {
        if (event.payload().text().equals(POISON)) {
            throw new IllegalStateException("cannot be encoded");
        }
        String place = id == null ? "~" : Long.toString(id.offset());
        return line(place + " " + event.channel() + " " + event.payload().text());
    }

    @Override
    public Set<String> notFor(Event event) {
        Matcher named = NAMED.matcher(event.payload().text());
        return named.find() ? Set.of(named.group(1)) : Set.of();
    }

    @Override
    public boolean isFor(Event event, SelectorSet selectors) {
        return !event.payload().text().contains("?b") || selectors.matches(B);
    }

    @Override
    public byte[] gap(Gap gap) {
        EventId after = gap.after();
        String from = after == null ? "?" : Long.toString(after.offset());
        return line(
                "gap " + gap.reason().slug() + " " + from + ".." + gap.resumed().offset());
    }

    @Override
    public byte[] cursor(EventId id) {
        return line("at " + id.offset());
    }

    @Override
    public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
        return line("closed " + reason.slug() + (retry == null ? "" : " retry " + retry.toMillis()));
    }

    @Override
    public String label() {
        return "text";
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.getBytes(UTF_8);
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(UTF_8);
    }
}
