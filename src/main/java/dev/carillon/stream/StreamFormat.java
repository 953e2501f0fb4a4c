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

    /** The last bytes of a response, which tell why it ends. */
    byte[] closing(String reason);
}
