package dev.carillon.api;

import dev.carillon.stream.NdjsonFormat;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whoever names a type wants it rather than any other that a wildcard beside it allows. JAX-RS takes the type that the server likes
 * best of both, so {@code application/json, text/plain, *}{@code /*}, which some HTTP clients send with every request, would open a
 * stream that such a client never sees the end of.
 *
 * <p>Threading: any thread.
 */
@PreMatching
public final class NamedTypes implements ContainerRequestFilter {

    private static final Set<MediaType> OURS = Set.of(
            MediaType.SERVER_SENT_EVENTS_TYPE,
            MediaType.valueOf(NdjsonFormat.MEDIA_TYPE),
            MediaType.APPLICATION_JSON_TYPE);

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("events") && !path.startsWith("events/") && !path.endsWith("/events")) {
            return;
        }
        List<MediaType> accepted = request.getAcceptableMediaTypes();
        boolean named = accepted.stream().anyMatch(type -> !type.isWildcardType() && isOurs(type));
        if (named && accepted.stream().anyMatch(MediaType::isWildcardType)) {
            request.getHeaders()
                    .putSingle(
                            HttpHeaders.ACCEPT,
                            accepted.stream()
                                    .filter(type -> !type.isWildcardType())
                                    .map(MediaType::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static boolean isOurs(MediaType type) {
        return OURS.stream().anyMatch(type::isCompatible);
    }
}
