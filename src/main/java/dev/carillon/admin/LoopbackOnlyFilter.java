package dev.carillon.admin;

import dev.carillon.event.AccessDeniedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses callers on other machines. One that comes through a proxy on this machine is one of them, too, so a request with a
 * proxy's header is refused. Tomcat's {@code RemoteIpValve} takes such a header away when it believes it; then the address is that of
 * the client, as the proxy has seen it.
 */
@Provider
@LoopbackOnly
public final class LoopbackOnlyFilter implements ContainerRequestFilter {

    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    @Context
    private @Nullable HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        HttpServletRequest caller = request;
        boolean proxied = PROXY_HEADERS.stream().anyMatch(header -> context.getHeaderString(header) != null);
        if (caller == null || proxied || !isLoopback(caller.getRemoteAddr())) {
            throw new AccessDeniedException(
                    "Administration is open to callers on the server's own machine.",
                    proxied ? "The request came through a proxy." : "The request came from another machine.",
                    "Send it on the server itself, straight to its port.");
        }
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
