package dev.carillon.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers to be strict with our pages: only our own scripts, styles and connections, nothing inline (W3C Content Security
 * Policy Level 3) but the import map, no frame of another page around them, and no address of ours for other sites.
 */
public final class SecurityHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /**
     * The two import maps there are, by their hash: of the home page, and of the pages one folder below. They are relative, so that
     * the application may stand under any path. {@code ImportMapTest} tells the hashes when a version has changed.
     */
    private static final String IMPORT_MAPS = "'sha256-d/mVYe4jxq1RELstBPh/nW6COTgncNGooDeMr6IqmDA=' "
            + "'sha256-QwFCHRleJZZP35V9o9ivLg45MdDDM7jD/KL6e9sW9iQ='";

    static final String PAGES = "default-src 'none'; script-src 'self' " + IMPORT_MAPS
            + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        String path = request.getServletPath();
        if (!isOfTheApi(path) && !isPartOfAPage(path)) {
            response.setHeader("Content-Security-Policy", PAGES);
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        chain.doFilter(request, response);
    }

    /** What it answers is no page, but for its problems, which have a stricter policy of their own. */
    private static boolean isOfTheApi(String path) {
        return path.equals("/api") || path.startsWith("/api/") || path.equals("/sse");
    }

    /**
     * The policy of the page holds for it; only a worker has its own. Half of a kilobyte for each of sixty files is a sixth of what a
     * first visit may cost.
     */
    private static boolean isPartOfAPage(String path) {
        return path.endsWith(".css") || (path.endsWith(".js") && !path.endsWith("/worker.js"));
    }
}
