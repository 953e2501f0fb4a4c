package dev.carillon.api.admin;

import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Refuses whoever is no administrator, and lets nobody store what an administrator is told.
 *
 * <p>The resources consume and produce any type as far as JAX-RS knows. Else it would answer 415 and 406 before it calls this filter,
 * and tell strangers more than that they are.
 */
@Provider
@Administration
public final class AdministrationFilter implements ContainerRequestFilter, ContainerResponseFilter {

    @Context
    private @Nullable HttpServletRequest caller;

    @Override
    public void filter(ContainerRequestContext request) {
        HttpServletRequest asked = caller;
        if (asked == null) {
            throw new IllegalStateException("JAX-RS has not told the request");
        }
        Access.requireAdmin(Caller.of(asked));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
