package dev.carillon.admin;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.security.ForwardedFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses callers on other machines. One that comes through a proxy on this machine is one of them, too, so a request with a
 * proxy's header is refused, whether the header is believed or not.
 */
@Provider
@LoopbackOnly
public final class LoopbackOnlyFilter implements ContainerRequestFilter {

    private static final List<String> PROXY_HEADERS = List.of("Via");

    @Context
    private @Nullable HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        HttpServletRequest caller = request;
        String origin = context.getHeaderString("Origin");
        if (!isLocalAuthority(context.getHeaderString(HttpHeaders.HOST))
                || (origin != null && !isLocalOrigin(origin))) {
            throw new AccessDeniedException(
                    "Administration is open to whoever asks for localhost, and not to pages of other origins.",
                    "Host or Origin names another one.",
                    "Ask for http://localhost with the server's port, and from no page.");
        }
        boolean proxied = (caller != null && caller.getAttribute(ForwardedFilter.PROXIED) != null)
                || PROXY_HEADERS.stream().anyMatch(header -> context.getHeaderString(header) != null);
        if (caller == null || proxied || !isLoopback(caller.getRemoteAddr())) {
            throw new AccessDeniedException(
                    "Administration is open to callers on the server's own machine.",
                    proxied ? "The request came through a proxy." : "The request came from another machine.",
                    "Send it on the server itself, straight to its port.");
        }
    }

    private static boolean isLocalOrigin(String origin) {
        int authority = origin.indexOf("://");
        return authority > 0 && isLocalAuthority(origin.substring(authority + 3));
    }

    /** A page of another name may have this machine's address (DNS rebinding). */
    static boolean isLocalAuthority(@Nullable String authority) {
        return authority != null && authority.matches("(localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1])(:[0-9]+)?");
    }

    static boolean isLoopback(@Nullable String address) {
        try {
            return address != null
                    && !address.isEmpty()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
