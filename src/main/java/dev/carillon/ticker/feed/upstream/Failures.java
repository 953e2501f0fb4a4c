package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says of what goes wrong on the network who did it, and tells it from an interruption. */
final class Failures {

    private Failures() {}

    /** Something that waits for the network. */
    @FunctionalInterface
    interface Exchange<T> {
        T run() throws IOException;
    }

    /**
     * Runs it.
     *
     * @throws FeedException for each {@link IOException}
     * @throws InterruptedException if the thread was interrupted; the connection is closed then
     */
    static <T> T named(UpstreamUrl url, Patience patience, Exchange<T> exchange)
            throws IOException, InterruptedException {
        try {
            return exchange.run();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                InterruptedException interruption = new InterruptedException();
                interruption.initCause(e);
                throw interruption;
            }
            FeedException failure = new FeedException(url + ": " + (patience.isOver() ? patience.words() : what(e)));
            failure.initCause(e);
            throw failure;
        }
    }

    private static String what(IOException e) {
        if (e instanceof FeedException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        if (e instanceof ConnectionClosedException || e instanceof TruncatedChunkException) {
            return "the connection ended within the body";
        }
        if (e instanceof ConnectTimeoutException) {
            return "no connection within " + Wire.CONNECT.toSeconds() + " s";
        }
        return kind(e) + InvalidRequestException.quote(reason(e));
    }

    private static String kind(IOException e) {
        if (e instanceof ClientProtocolException
                || e instanceof MalformedChunkCodingException
                || e instanceof MessageConstraintException) {
            return "no HTTP/1.1: ";
        }
        if (e instanceof SSLException) {
            return "no TLS: ";
        }
        return e instanceof ConnectException ? "no connection: " : "the connection broke: ";
    }

    /** The library's words, without those that repeat where it was. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof ClientProtocolException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        return e instanceof ConnectException ? message.replaceFirst("^Connect to .* failed: ", "") : message;
    }
}
