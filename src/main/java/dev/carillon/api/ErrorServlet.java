package dev.carillon.api;

import dev.carillon.event.HubException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Where the container turns to when it has an error to tell; {@code web.xml} names it. So unknown paths and failures outside of
 * JAX-RS are answered in the same form as all others. A client that asks for it directly finds nothing here.
 */
@WebServlet(urlPatterns = "/error", asyncSupported = true)
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(ErrorServlet.class.getName());

    /** Whatever the method: an error page is called with the one of the request that failed. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ProblemDocument document = document(request, path instanceof String uri ? uri : request.getRequestURI());
        if (document.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED && !response.containsHeader("Allow")) {
            // RFC 9110 §15.5.6 wants it, and HttpServlet does not say it.
            response.setHeader("Allow", "GET, HEAD, OPTIONS");
        }
        try {
            ProblemResponse.write(ProblemAnswer.of(document, ProblemResponse.reader(request)), request, response);
        } catch (IOException clientGone) {
            // The container would write it into the server's log, as an error of ours.
            LOGGER.log(System.Logger.Level.DEBUG, "an error was not read", clientGone);
        }
    }

    private static ProblemDocument document(HttpServletRequest request, String path) {
        if (request.getAttribute(SlowBody.REFUSAL) instanceof HubException refusal) {
            return ProblemDocument.of(refusal, path);
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer told ? told : HttpServletResponse.SC_NOT_FOUND;
        return ContainerError.document(code, path, request.getContextPath());
    }
}
