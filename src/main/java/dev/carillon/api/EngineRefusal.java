package dev.carillon.api;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A problem in the words of Engine.IO: clients know {@code {code, message}}, with 403 for whoever may not, as the npm server answers. What
 * proxies act on keeps its status: 413, 429, 431, 503. The members of the problem document stand beside these.
 */
final class EngineRefusal {

    static final String MEDIA_TYPE = "application/json; charset=UTF-8";

    private static final String PATH = "/socket.io";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Codes of the npm package {@code engine.io}. */
    private static final int BAD_REQUEST_CODE = 3;

    private static final int FORBIDDEN_CODE = 4;

    private EngineRefusal() {}

    /** Whether a client of Engine.IO asks; not for the files that stand below the same path. */
    static boolean isFor(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed instanceof String path ? path : request.getRequestURI();
        String wanted = request.getContextPath() + PATH;
        return uri.equals(wanted) || uri.equals(wanted + '/');
    }

    static int status(ProblemDocument document) {
        return document.status() == UNAUTHORIZED ? FORBIDDEN : document.status();
    }

    static String json(ProblemDocument document) {
        boolean mayNot = status(document) == FORBIDDEN;
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("code", mayNot ? FORBIDDEN_CODE : BAD_REQUEST_CODE)
                .add("message", mayNot ? "Forbidden" : "Bad request");
        document.toJsonObject().forEach(json::add);
        return json.add("hint", document.explanation().remedy()).build().toString();
    }
}
