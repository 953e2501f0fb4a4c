package dev.carillon.stream.tomcat;

import dev.carillon.stream.Transport;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.RequestFacade;

/**
 * Takes the connection over by {@link HttpServletRequest#upgrade}: Tomcat then frees the request, the response and the HTTP
 * processor. The response is sent with {@code Connection: close} and without chunks, so from then on the connection is
 * nothing but the body.
 */
public final class TomcatTransport implements Transport {

    /** Fails with a {@link LinkageError} where Tomcat's upgrade is not: Payara has classes of Tomcat too, but not this one. */
    public TomcatTransport() {
        UpgradedConnection.requireTomcat();
    }

    @Override
    public String name() {
        return "tomcat";
    }

    /** Over HTTP/2 there is no connection to take over, and a body that nobody has read would stand in the way. */
    @Override
    public boolean supports(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/1.1")
                && request.getMethod().equals("GET")
                && request.getContentLengthLong() <= 0
                && request.getHeader("Transfer-Encoding") == null
                && isTomcats(request);
    }

    @Override
    public StreamSink newSink() {
        return new TomcatSink();
    }

    private static boolean isTomcats(HttpServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        return innermost instanceof RequestFacade;
    }
}
