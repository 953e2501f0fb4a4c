package dev.carillon.it;

import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TickerClient;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.UUID;

/** What all scenarios of the ticker need, and the settings that they are written for. */
interface TickerScenario extends Scenario {

    /** Symbols that begin so have their days in Berlin. */
    String BERLIN = "ZB";

    String ZONES = BERLIN + "* = Europe/Berlin, * = UTC";

    default TickerClient ticker() {
        return new TickerClient(hub());
    }

    /** A symbol of this test alone, and the beginning of others. */
    default String newSymbol(String begin) {
        return begin + UUID.randomUUID().toString().substring(0, 12);
    }

    /** The data of the next event, which is of this type. */
    default JsonObject nextOf(String type, RawStream stream) throws IOException {
        var message = stream.nextMessage();
        if (!message.type().equals(type)) {
            throw new AssertionError("not " + type + ": " + message);
        }
        return PollAnswer.parse(message.data());
    }

    /** The data of the next quote, whatever else comes before. */
    default JsonObject nextQuote(RawStream stream) throws IOException {
        return nextOf("quote", stream);
    }
}
