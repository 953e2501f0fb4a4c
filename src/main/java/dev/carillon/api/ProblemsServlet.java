package dev.carillon.api;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /problems/} and {@code /problems/<slug>}: what each problem means. */
@WebServlet(urlPatterns = "/problems/*")
public class ProblemsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemAnswer.Reader reader = ProblemResponse.reader(request);
        String path = request.getPathInfo();
        boolean all = path == null || path.equals("/");
        Optional<ProblemAnswer> answer =
                all ? Optional.of(ProblemCatalogue.all(reader)) : ProblemCatalogue.one(path.substring(1), reader);
        if (answer.isPresent()) {
            ProblemResponse.write(answer.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
