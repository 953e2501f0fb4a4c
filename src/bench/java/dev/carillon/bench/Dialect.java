package dev.carillon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** How a peer is spoken to: where one subscribes, and what a request looks like that publishes one event or several. */
public enum Dialect {
    /** Carillon's HTTP API; the Node server speaks it too. A batch is a JSON array. */
    CARILLON {
        @Override
        public PublishShape publish(String channel, int batch, int dataBytes) {
            if (batch == 1) {
                return PublishShape.single(post(publishPath(channel), "text/plain", dataBytes));
            }
            String before = "{\"channel\":\"" + channel + "\",\"data\":\"";
            String after = "\"}";
            int length = 2 + batch * (before.length() + dataBytes + after.length()) + batch - 1;
            String head = post("/api/events", "application/json", length) + "[";
            return PublishShape.batch(head, before, after, ",", "]");
        }
    },

    /** The same addresses; a batch is lines of channel, blank and data, because Jersey alone knows no JSON. */
    TEXTBOOK {
        @Override
        public PublishShape publish(String channel, int batch, int dataBytes) {
            if (batch == 1) {
                return PublishShape.single(post(publishPath(channel), "text/plain", dataBytes));
            }
            String before = channel + " ";
            int length = batch * (before.length() + dataBytes + 1);
            return PublishShape.batch(post("/api/events", "text/plain", length), before, "\n", "", "");
        }
    },

    /** nchan has no batch: the requests are pipelined instead, and the next batch follows the last answer. */
    NCHAN {
        @Override
        public PublishShape publish(String channel, int batch, int dataBytes) {
            return PublishShape.pipelined(post(publishPath(channel), "text/plain", dataBytes), batch);
        }

        @Override
        public String publishPath(String channel) {
            return "/pub/" + channel;
        }

        @Override
        String subscribePath(String channel) {
            return "/sub/" + channel;
        }

        @Override
        String replayPath(String channel) {
            return "/replay/" + channel;
        }

        /** It counts the events of a channel in a second with 15 bits, and loses what is beyond. */
        @Override
        public double maxEventsPerSecond() {
            return 20_000;
        }
    },

    /**
     * Rooms over a WebSocket, which the generator knows how to use; requests only ask whether the server is there. There are no
     * channels: what is emitted as {@code event} is told to everybody as {@code data}.
     */
    SOCKET_IO {
        @Override
        public PublishShape publish(String channel, int batch, int dataBytes) {
            return PublishShape.batch("421", "[\"event\",\"", "\"]", "", "");
        }
    };

    /** The request line and headers that open a stream of a channel. */
    public byte[] subscribe(String channel) {
        return get(subscribePath(channel));
    }

    /** The same for a stream that begins with the oldest event that is kept. */
    public byte[] replay(String channel) {
        return get(replayPath(channel));
    }

    /** The bytes around the data of {@code batch} events. */
    public abstract PublishShape publish(String channel, int batch, int dataBytes);

    /** How fast a history can be published so that it is kept. */
    public double maxEventsPerSecond() {
        return Double.POSITIVE_INFINITY;
    }

    /** Where one event is posted to. */
    public String publishPath(String channel) {
        return "/api/events/" + channel;
    }

    String subscribePath(String channel) {
        return "/api/events?channel=" + channel;
    }

    String replayPath(String channel) {
        return subscribePath(channel) + "&from=earliest";
    }

    private static byte[] get(String path) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept: text/event-stream\r\nCache-Control: no-cache\r\n\r\n";
        return request.getBytes(US_ASCII);
    }

    private static String post(String path, String contentType, int contentLength) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + contentLength + "\r\n\r\n";
    }
}
