package dev.carillon.it.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Looks for texts that nobody has written: keys, values that are not there, and the other language. */
final class VisibleText {

    /**
     * What people and programs have written is left out: code, data, and whatever stands in {@code <bdi>}. English within a Chinese
     * page, and the reverse, has to say so by {@code lang}.
     */
    private static final String FIND = """
            ({language, leftOut}) => {
                const wrong = [];
                const chinese = language.startsWith("zh");
                const look = (element, text, what) => {
                    // A label for those who cannot read the page yet.
                    if (/^[A-Za-z]+ · \\p{Script=Han}+$/u.test(text)) return;
                    const spoken = element.closest("[lang]")?.lang ?? "";
                    if (/^[a-z][a-z0-9-]*([.][a-z0-9-]+)+$/.test(text)) wrong.push(`key: ${what} ${text}`);
                    if (/\\bundefined\\b|\\bNaN\\b|\\[object |\\$\\{|\\{[a-z]+\\}/.test(text)) wrong.push(`no value: ${what} ${text}`);
                    if (chinese && spoken.startsWith("zh") && /([A-Za-z]+[ ,]+){3}[A-Za-z]+/.test(text)) wrong.push(`not translated: ${what} ${text}`);
                    if (!chinese && spoken.startsWith("en") && /\\p{Script=Han}/u.test(text)) wrong.push(`not translated: ${what} ${text}`);
                };
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    const parent = texts.currentNode.parentElement;
                    if (parent.checkVisibility() && !parent.closest(leftOut)) {
                        look(parent, texts.currentNode.data.trim().replace(/\\s+/g, " "), parent.localName);
                    }
                }
                for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
                    if (!element.checkVisibility() || element.closest("bdi")) continue;
                    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
                        look(element, element.getAttribute(name) ?? "", `${element.localName} ${name}`);
                    }
                }
                return wrong;
            }""";

    private static final String LEFT_OUT = "code, pre, kbd, samp, bdi, textarea, script, style, noscript";

    private VisibleText() {}

    /** Empty if all is well. */
    @SuppressWarnings("unchecked")
    static List<String> wrong(Page page, String language) {
        return (List<String>) page.evaluate(FIND, Map.of("language", language, "leftOut", LEFT_OUT));
    }
}
