package dev.carillon.stream;

import dev.carillon.hub.WireFormat;
import java.time.Duration;

/** A wire format that fills a whole response. */
public interface StreamFormat extends WireFormat {

    /** Of every stream. no-transform: a proxy that compresses holds events back. */
    String CACHE_CONTROL = "no-cache, no-store, no-transform";

    /** What the header {@code Content-Type} says. */
    String mediaType();

    /** The first bytes of a response; a client that loses the connection comes back after so long. */
    byte[] opening(Duration retry);

    /**
     * Tells a reader something about the stream itself.
     *
     * @param name what it is, without the prefix that marks it as ours
     * @param json a JSON document without a line break
     */
    byte[] notice(String name, String json);

    /** The last bytes of a response, which tell why it ends. */
    byte[] closing(String reason);
}
