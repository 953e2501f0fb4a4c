package dev.carillon.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends the files of the pages, instead of the container: compressed once and not for each request, with tags that do not depend on
 * dates of files, and with the time for which they may be kept. Everything else passes: other paths, and methods that do not read.
 *
 * <p>A range is never sent, which RFC 9110 §14.2 leaves to us; no file is larger than a picture.
 */
public final class StaticFilesFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private transient StaticFiles files = StaticFiles.none();

    @Override
    public void init(FilterConfig config) {
        files = StaticFiles.of(config.getServletContext());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        StaticFile file = reads ? files.at(path(request)).orElse(null) : null;
        if (file == null) {
            chain.doFilter(request, response);
        } else {
            send(file, request, response);
        }
    }

    private static void send(StaticFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Form form = chosen(file, request);
        if (file.gzipped().isPresent()) {
            response.addHeader("Vary", "Accept-Encoding");
        }
        response.setHeader("Cache-Control", file.cacheControl());
        response.setHeader("ETag", form.tag());
        if (request.getHeader("If-Match") != null
                && !Preconditions.insistsOn(request.getHeaders("If-Match"), form.tag())) {
            response.setStatus(HttpServletResponse.SC_PRECONDITION_FAILED);
            // Payara takes an error without a body for one that nobody has answered.
            response.flushBuffer();
        } else if (Preconditions.has(request.getHeaders("If-None-Match"), form.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            if (form == file.plain()) {
                response.setHeader("Accept-Ranges", "none");
            } else {
                response.setHeader("Content-Encoding", "gzip");
            }
            response.setContentType(file.mediaType());
            response.setContentLength(form.length());
            if (request.getMethod().equals("GET")) {
                form.writeTo(response.getOutputStream());
            }
        }
    }

    private static Form chosen(StaticFile file, HttpServletRequest request) {
        return AcceptEncoding.takesGzip(request.getHeaders("Accept-Encoding"))
                ? file.gzipped().orElse(file.plain())
                : file.plain();
    }

    /** Within the application, decoded and without parameters, by the container. */
    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? request.getServletPath() : request.getServletPath() + info;
    }
}
