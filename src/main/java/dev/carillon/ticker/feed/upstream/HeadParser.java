package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.FeedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicLineParser;

/**
 * Reads the heads of one connection, and is stricter than the library: it takes the end of a connection for the end of a head, has no limit
 * for all lines or interim answers together, and lets through what another server might read in another way.
 *
 * <p>Threading: one thread.
 */
final class HeadParser implements HttpMessageParser<ClassicHttpResponse> {

    /** What servers send is a tenth of it; interim answers count too, and up to a buffer more may have been read. */
    static final int MAX_BYTES = 32 << 10;

    private final HttpMessageParser<ClassicHttpResponse> parser;
    private int bytes;

    HeadParser(Http1Config limits) {
        parser = new DefaultHttpResponseParser(limits, BasicLineParser.INSTANCE, null);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        ClassicHttpResponse head = parser.parse(buffer, new Counted(in));
        if (head == null) {
            throw new FeedException("the connection ended without an answer");
        }
        if (head.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new FeedException("switched to another protocol, unasked");
        }
        for (Header field : head.getHeaders()) {
            String value = String.valueOf(field.getValue());
            if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new FeedException("the head has a control character in "
                        + InvalidRequestException.quote(field.getName() + ": " + value));
            }
        }
        Header transfer = head.getFirstHeader(HttpHeaders.TRANSFER_ENCODING);
        if (transfer != null && head.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            throw new FeedException("the head has Transfer-Encoding "
                    + InvalidRequestException.quote(transfer.getValue()) + " and a Content-Length");
        }
        return head;
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] piece, int offset, int length) throws IOException {
            if (bytes > MAX_BYTES) {
                throw new FeedException("the head has more than " + MAX_BYTES + " bytes");
            }
            int read = in.read(piece, offset, length);
            if (read < 0 && bytes > 0) {
                throw new FeedException("the connection ended within the head");
            }
            bytes += Math.max(0, read);
            return read;
        }
    }
}
