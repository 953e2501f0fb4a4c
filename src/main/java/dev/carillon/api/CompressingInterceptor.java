package dev.carillon.api;

import dev.carillon.page.AcceptEncoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** What {@link Compressed} says. */
@Compressed
public final class CompressingInterceptor implements WriterInterceptor {

    /** Shorter ones fit into one packet anyway. */
    private static final int WORTH_IT_CHARS = 1024;

    private final HttpServletRequest request;

    /** @param request a stand-in for the one that is answered */
    public CompressingInterceptor(@Context HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        context.getHeaders().add("Vary", "Accept-Encoding");
        boolean isLong = context.getEntity() instanceof String text && text.length() >= WORTH_IT_CHARS;
        if (!isLong || !AcceptEncoding.takesGzip(request.getHeaders("Accept-Encoding"))) {
            context.proceed();
            return;
        }
        context.getHeaders().putSingle("Content-Encoding", "gzip");
        GZIPOutputStream gzip = new GZIPOutputStream(context.getOutputStream());
        context.setOutputStream(gzip);
        context.proceed();
        gzip.finish();
    }
}
