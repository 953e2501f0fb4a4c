package dev.carillon.api;

import java.util.List;
import java.util.function.Function;

/**
 * What stands around the pages that the server writes itself: the header of all pages. They are complete without a script, in the
 * language that the browser asks for. Both languages are in them, so that a script ({@code webapp/shared/problem-page.js}) can show what
 * was chosen on other pages, and change it, without asking for the page again: it may have been the answer to something.
 *
 * @param language the one that is shown first
 * @param context the path under which the application is deployed, for links; empty for the root
 */
record PageFrame(Language language, String context) {

    /** In the order of {@code webapp/shared/page-header.js}. */
    private static final List<String> PAGES = List.of("chat", "ticker", "playground", "socketio", "admin", "api-docs");

    private static final List<String> THEMES = List.of("auto", "light", "dark");

    /** Nothing but our own script, style and icon is loaded, nothing is asked for, and nobody may show the page in a frame. */
    static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** @param content markup, in each language */
    String around(Function<Language, String> title, Function<Language, String> content) {
        StringBuilder page = new StringBuilder(8192);
        page.append("<!doctype html>\n<html lang=\"").append(language.tag()).append("\">\n<head>\n");
        page.append("<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.append("<title>").append(titleOf(title.apply(language))).append("</title>\n");
        page.append("<link rel=\"icon\" href=\"").append(address("/shared/icon.svg"));
        page.append("\" type=\"image/svg+xml\">\n");
        page.append("<link rel=\"stylesheet\" href=\"")
                .append(address("/shared/page.css"))
                .append("\">\n");
        page.append("<script type=\"module\" src=\"").append(address("/shared/problem-page.js"));
        page.append("\"></script>\n</head>\n<body>\n");
        for (Language spoken : Language.values()) {
            page.append("<div lang=\"")
                    .append(spoken.tag())
                    .append("\" data-language=\"")
                    .append(spoken.tag());
            page.append("\" data-title=\"").append(titleOf(title.apply(spoken))).append('"');
            page.append(spoken == language ? ">\n" : " hidden>\n");
            header(page, spoken);
            page.append("<main id=\"main-").append(spoken.tag()).append("\" class=\"problem\">");
            page.append(content.apply(spoken)).append("</main>\n</div>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    /** For attributes. */
    String address(String path) {
        return ProblemPage.escape(context + path);
    }

    private void header(StringBuilder page, Language spoken) {
        ProblemTexts texts = ProblemTexts.in(spoken);
        page.append("<a class=\"skip\" href=\"#main-").append(spoken.tag()).append("\">");
        page.append(texts.text("header.skip")).append("</a>\n<page-header><header class=\"page-header\">\n");
        page.append("<a class=\"brand\" href=\"").append(address("/")).append("\"><img src=\"");
        page.append(address("/shared/icon.svg"));
        page.append("\" alt=\"\" width=\"28\" height=\"28\"> Carillon</a>\n<nav aria-label=\"");
        page.append(texts.text("header.pages"))
                .append("\">\n<a href=\"")
                .append(address("/"))
                .append("\">");
        page.append(texts.text("header.home")).append("</a>\n");
        for (String other : PAGES) {
            page.append("<a href=\"").append(address("/" + other + "/")).append("\">");
            page.append(texts.text("header." + other)).append("</a>\n");
        }
        page.append("</nav>\n<div class=\"choices\" hidden>\n");
        choices(page, spoken);
        page.append("</div>\n</header></page-header>\n");
    }

    /** What a script is needed for. */
    private static void choices(StringBuilder page, Language spoken) {
        ProblemTexts texts = ProblemTexts.in(spoken);
        page.append("<label><span class=\"unseen\">").append(texts.text("header.language"));
        page.append("</span>\n<select name=\"language\">\n");
        for (Language other : Language.values()) {
            page.append("<option value=\"")
                    .append(other.tag())
                    .append("\" lang=\"")
                    .append(other.tag());
            page.append(other == spoken ? "\" selected>" : "\">")
                    .append(other.ownName())
                    .append("</option>\n");
        }
        page.append("</select></label>\n<label><span class=\"unseen\">").append(texts.text("header.theme"));
        page.append("</span>\n<select name=\"theme\">\n");
        for (String theme : THEMES) {
            page.append("<option value=\"").append(theme).append("\">").append(texts.text("header." + theme));
            page.append("</option>\n");
        }
        page.append("</select></label>\n");
    }

    private static String titleOf(String title) {
        return ProblemPage.escape(title) + " · Carillon";
    }
}
