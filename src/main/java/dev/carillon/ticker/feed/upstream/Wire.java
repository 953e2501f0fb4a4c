package dev.carillon.ticker.feed.upstream;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * The client for one request. It is the library's minimal one, which has no redirects, cookies, authorisation, retries, compression, proxies
 * or system properties to begin with, and no thread; what limits an answer is set here.
 */
final class Wire {

    static final Timeout CONNECT = Timeout.ofSeconds(5);

    /** Of a head, a chunk's size and a trailer. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(8 << 10)
            .setMaxHeaderCount(100)
            .build();

    /** Byte by byte; without it the library writes question marks for some. */
    private static final CharCodingConfig BYTES =
            CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

    private static final HttpConnectionFactory<ManagedHttpClientConnection> CONNECTIONS =
            ManagedHttpClientConnectionFactory.builder()
                    .http1Config(LIMITS)
                    .charCodingConfig(BYTES)
                    .responseParserFactory(HeadParser::new)
                    .build();

    private Wire() {}

    /**
     * To be closed.
     *
     * @param patience has all the time-outs but that for one address to connect to
     */
    static CloseableHttpClient open(Patience patience, Supplier<SSLContext> tls) {
        DetachedSocketFactory sockets = proxy -> patience.connection();
        BasicHttpClientConnectionManager manager = new BasicHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(
                        sockets, null, null, scheme -> scheme.equals("https") ? verified(tls.get()) : null),
                CONNECTIONS);
        manager.setConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(CONNECT).build());
        manager.setSocketConfig(
                SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build());
        return HttpClients.createMinimal(manager);
    }

    /** By the JDK, which refuses within the handshake. */
    private static DefaultClientTlsStrategy verified(SSLContext tls) {
        return new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null);
    }
}
