package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import dev.carillon.security.QueryNames;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Notices a second POST of a session while the first one is still arriving: only before bodies are read can that be seen. The session
 * ends then, and also when a POST did not arrive, because something between its packets is missing.
 *
 * <p>Threading: request threads.
 */
public final class PostFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** An attribute of the second one: what it is told, for by then nobody knows its session any more. */
    private static final String OVERLAPS = PostFilter.class.getName() + ".overlaps";

    private final transient Sessions sessions;

    public PostFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
        EngineSession session = request.getMethod().equals("POST")
                ? QueryNames.value(request.getQueryString(), "sid")
                        .map(sessions::find)
                        .orElse(null)
                : null;
        if (session != null && isFirst && !session.polling().postBegins()) {
            session.close(CloseReason.CLIENT_SENT_DATA);
            request.setAttribute(OVERLAPS, true);
        }
        boolean arrives = false;
        try {
            chain.doFilter(request, response);
            arrives = request.isAsyncStarted() && response.getStatus() == HttpServletResponse.SC_OK;
        } finally {
            if (session != null && !arrives && session.polling().isPosting()) {
                if (isRefused(response.getStatus())) {
                    session.polling().postRefused();
                } else {
                    session.close(CloseReason.CLIENT_SENT_DATA);
                }
            }
        }
    }

    /** Whether it came while another one of its session was arriving, which has ended the session. */
    static boolean overlaps(HttpServletRequest request) {
        return request.getAttribute(OVERLAPS) != null;
    }

    /** It is not the client's, or he may not send it any more: nothing is missing between his packets. */
    private static boolean isRefused(int status) {
        return status == HttpServletResponse.SC_UNAUTHORIZED || status == HttpServletResponse.SC_FORBIDDEN;
    }
}
