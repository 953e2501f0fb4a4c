package dev.carillon.api;

import dev.carillon.event.Problem;
import java.util.function.Function;

/** Problems as small pages. Whatever is not ours is escaped. */
record ProblemPage(PageFrame frame) {

    static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    /** One that has just happened. */
    String occurrence(ProblemDocument document) {
        return page(document.problem(), language -> occurrence(document, language));
    }

    /** What a problem means, whenever it happens. */
    String explanation(Problem problem) {
        return page(problem, language -> {
            ProblemTexts texts = ProblemTexts.in(language);
            StringBuilder body = new StringBuilder(1024);
            body.append("<p class=\"status\"><code>")
                    .append(escape(problem.slug()))
                    .append("</code></p>");
            heading(body, texts.title(problem));
            paragraph(body, texts.meaning(problem));
            paragraph(body, texts.remedy(problem));
            return onward(body, texts);
        });
    }

    /** All problems there are. */
    String index() {
        return frame.around(language -> ProblemTexts.in(language).text("index.title"), language -> {
            ProblemTexts texts = ProblemTexts.in(language);
            StringBuilder body = new StringBuilder(8192);
            heading(body, texts.text("index.title"));
            paragraph(body, texts.text("index.introduction"));
            body.append("<ul class=\"problems\">\n");
            for (Problem problem : Problem.values()) {
                body.append("<li>");
                link(body, ProblemDocument.TYPE_PREFIX + problem.slug(), problem.slug());
                body.append(' ').append(escape(texts.title(problem))).append("</li>\n");
            }
            return body.append("</ul>").toString();
        });
    }

    private String occurrence(ProblemDocument document, Language language) {
        ProblemTexts texts = ProblemTexts.in(language);
        Problem problem = document.problem();
        StringBuilder body = new StringBuilder(1024);
        body.append("<p class=\"status\">")
                .append(document.status())
                .append(" <code><bdi>")
                .append(escape(document.instance()))
                .append("</bdi></code></p>");
        heading(body, texts.title(problem));
        if (language != Language.ENGLISH) {
            // What follows is about this very request, and English.
            paragraph(body, texts.meaning(problem));
            paragraph(body, texts.remedy(problem));
        }
        ProblemDocument.Explanation explanation = document.explanation();
        body.append("<dl>");
        definition(body, texts.text("occurrence.rule"), explanation.rule());
        definition(body, texts.text("occurrence.finding"), explanation.finding());
        definition(body, texts.text("occurrence.remedy"), explanation.remedy());
        body.append("</dl>");
        return onward(body, texts);
    }

    private String page(Problem problem, Function<Language, String> content) {
        return frame.around(language -> ProblemTexts.in(language).title(problem), content);
    }

    private String onward(StringBuilder body, ProblemTexts texts) {
        body.append("<p class=\"onward\">");
        link(body, "/", texts.text("link.home"));
        link(body, ProblemDocument.TYPE_PREFIX, texts.text("link.index"));
        return body.append("</p>").toString();
    }

    private void link(StringBuilder html, String path, String text) {
        html.append("<a href=\"")
                .append(frame.address(path))
                .append("\">")
                .append(escape(text))
                .append("</a>\n");
    }

    private static void heading(StringBuilder html, String text) {
        html.append("<h1>").append(escape(text)).append("</h1>\n");
    }

    private static void paragraph(StringBuilder html, String text) {
        html.append("<p>").append(escape(text)).append("</p>\n");
    }

    private static void definition(StringBuilder html, String term, String text) {
        html.append("<dt>")
                .append(escape(term))
                .append("</dt><dd lang=\"en\">")
                .append(escape(text))
                .append("</dd>\n");
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
