package dev.carillon.api;

import dev.carillon.event.Problem;

/** What there is to say about an error of which only the status is known. */
final class ContainerError {

    private ContainerError() {}

    static ProblemDocument document(int status, String path, String context) {
        Problem problem = problem(status);
        ProblemDocument.Explanation explanation = switch (problem) {
            case NOT_FOUND ->
                new ProblemDocument.Explanation(
                        "The API is under " + context + "/api/, and the README lists every path of it.",
                        "There is nothing at " + path + ".",
                        "Look for a typing error, or begin at " + context + "/.");
            case METHOD_NOT_ALLOWED ->
                new ProblemDocument.Explanation(
                        "Outside of " + context + "/api/ everything is read with GET.",
                        "The request has another method.",
                        "Use GET, or publish to " + context + "/api/events.");
            case INTERNAL ->
                new ProblemDocument.Explanation(
                        "This should not happen.",
                        "The server's log has the cause.",
                        "Tell the operator the time at which it happened.");
            default ->
                new ProblemDocument.Explanation(
                        "A request follows the HTTP contract in the README.",
                        "The server refused it with " + status + ".",
                        "Correct the request.");
        };
        return new ProblemDocument(problem, status, path, explanation);
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.NOT_FOUND;
            // HttpServlet says 501 to methods that it does not know.
            case 405, 501 -> Problem.METHOD_NOT_ALLOWED;
            case 406 -> Problem.NOT_ACCEPTABLE;
            case 431 -> Problem.HEAD_TOO_LARGE;
            case 415 -> Problem.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? Problem.INTERNAL : Problem.BAD_REQUEST;
        };
    }
}
