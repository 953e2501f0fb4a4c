package dev.carillon.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as the client has sent it to the proxy. The headers that told so are not there any more. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private final Forwarding forwarding;

    ForwardedRequest(HttpServletRequest request, Forwarding forwarding) {
        super(request);
        this.forwarding = forwarding;
    }

    @Override
    public String getRemoteAddr() {
        return forwarding.address();
    }

    /** Never a name. */
    @Override
    public String getRemoteHost() {
        return forwarding.address();
    }

    @Override
    public String getScheme() {
        return forwarding.scheme() == null ? super.getScheme() : forwarding.scheme();
    }

    @Override
    public boolean isSecure() {
        return forwarding.scheme() == null
                ? super.isSecure()
                : forwarding.scheme().equals("https");
    }

    @Override
    public String getServerName() {
        String host = forwarding.host();
        if (host == null) {
            return super.getServerName();
        }
        int port = portAt(host);
        return port < 0 ? host : host.substring(0, port);
    }

    @Override
    public int getServerPort() {
        String host = forwarding.host();
        int port = host == null ? -1 : portAt(host);
        if (host != null && port >= 0) {
            return Integer.parseInt(host.substring(port + 1));
        }
        // What the connection says is the port between the proxy and us.
        return host == null && forwarding.scheme() == null ? super.getServerPort() : defaultPort(super.getServerPort());
    }

    @Override
    public StringBuffer getRequestURL() {
        String scheme = getScheme();
        int port = getServerPort();
        StringBuffer url = new StringBuffer(scheme).append("://").append(getServerName());
        if (port != (scheme.equals("https") ? 443 : 80)) {
            url.append(':').append(port);
        }
        return url.append(getRequestURI());
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (forwarding.host() != null && name.equalsIgnoreCase("Host")) {
            return forwarding.host();
        }
        return isTakenAway(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (forwarding.host() != null && name.equalsIgnoreCase("Host")) {
            return Collections.enumeration(List.of(forwarding.host()));
        }
        return isTakenAway(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(ForwardedRequest::isTakenAway);
        return Collections.enumeration(names);
    }

    /** A host without a port has the scheme's; a scheme without a host leaves the port that Host names. */
    private int defaultPort(int ownPort) {
        if (forwarding.host() == null) {
            String own = super.getHeader("Host");
            if (own != null && portAt(own) >= 0) {
                return ownPort;
            }
        }
        return getScheme().equals("https") ? 443 : 80;
    }

    private static int portAt(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : -1;
    }

    private static boolean isTakenAway(String name) {
        return ForwardedFilter.HEADERS.stream().anyMatch(name::equalsIgnoreCase);
    }
}
