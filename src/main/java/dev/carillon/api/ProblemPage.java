package dev.carillon.api;

import dev.carillon.event.Problem;

/**
 * Problems as small pages without a script. Whatever is not ours is escaped.
 *
 * @param context the path under which the application is deployed, for links; empty for the root
 */
record ProblemPage(Language language, String context) {

    static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    /** Nothing but our own style and icon is loaded, and nobody may show the page in a frame. */
    static final String SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    /** One that has just happened. */
    String occurrence(ProblemDocument document) {
        Problem problem = document.problem();
        StringBuilder body = new StringBuilder(1024);
        body.append("<p class=\"status\">")
                .append(document.status())
                .append(" <code>")
                .append(escape(document.instance()))
                .append("</code></p>");
        heading(body, texts().title(problem));
        if (language != Language.ENGLISH) {
            // What follows is about this very request, and English.
            paragraph(body, texts().meaning(problem));
            paragraph(body, texts().remedy(problem));
        }
        ProblemDocument.Explanation explanation = document.explanation();
        body.append("<dl lang=\"en\">");
        definition(body, "Rule", explanation.rule());
        definition(body, "Finding", explanation.finding());
        definition(body, "Remedy", explanation.remedy());
        body.append("</dl>");
        return page(texts().title(problem), body);
    }

    /** What a problem means, whenever it happens. */
    String explanation(Problem problem) {
        StringBuilder body = new StringBuilder(1024);
        body.append("<p class=\"status\"><code>").append(escape(problem.slug())).append("</code></p>");
        heading(body, texts().title(problem));
        paragraph(body, texts().meaning(problem));
        paragraph(body, texts().remedy(problem));
        return page(texts().title(problem), body);
    }

    /** All problems there are. */
    String index() {
        StringBuilder body = new StringBuilder(4096);
        heading(body, texts().text("index.title"));
        paragraph(body, texts().text("index.introduction"));
        body.append("<ul class=\"problems\">");
        for (Problem problem : Problem.values()) {
            body.append("<li>");
            link(body, ProblemDocument.TYPE_PREFIX + problem.slug(), problem.slug());
            body.append(' ').append(escape(texts().title(problem))).append("</li>");
        }
        return page(texts().text("index.title"), body.append("</ul>"));
    }

    private String page(String title, CharSequence body) {
        StringBuilder page = new StringBuilder(2048);
        page.append("<!doctype html>\n<html lang=\"")
                .append(language.tag())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(escape(title))
                .append(" · Carillon</title>\n<link rel=\"icon\" href=\"")
                .append(escape(context))
                .append("/shared/icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"")
                .append(escape(context))
                .append("/shared/page.css\">\n</head>\n<body>\n<main class=\"problem\">")
                .append(body)
                .append("<nav>");
        link(page, "/", texts().text("link.home"));
        page.append(" · ");
        link(page, ProblemDocument.TYPE_PREFIX, texts().text("link.index"));
        return page.append("</nav></main>\n</body>\n</html>\n").toString();
    }

    private ProblemTexts texts() {
        return ProblemTexts.in(language);
    }

    private void link(StringBuilder html, String path, String text) {
        html.append("<a href=\"")
                .append(escape(context + path))
                .append("\">")
                .append(escape(text))
                .append("</a>");
    }

    private static void heading(StringBuilder html, String text) {
        html.append("<h1>").append(escape(text)).append("</h1>");
    }

    private static void paragraph(StringBuilder html, String text) {
        html.append("<p>").append(escape(text)).append("</p>");
    }

    private static void definition(StringBuilder html, String term, String text) {
        html.append("<dt>")
                .append(term)
                .append("</dt><dd>")
                .append(escape(text))
                .append("</dd>");
    }

    /** For text and for attributes in double quotes (WHATWG HTML, 13.3). */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
