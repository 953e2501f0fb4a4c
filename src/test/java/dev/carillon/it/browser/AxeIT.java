package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The look for what is wrong finds what is wrong, on a page whose policy lets no other script in. */
@BrowserTest
class AxeIT {

    /** One frame, one mistake in it; made by hand, because the policy lets no other page into a frame. */
    private static final String SPOIL_A_FRAME = """
            () => {
              const frame = document.createElement("iframe");
              frame.title = "inside";
              document.querySelector("main").append(frame);
              const inside = frame.contentDocument;
              inside.documentElement.lang = "en";
              inside.title = "inside";
              inside.body.append(Object.assign(inside.createElement("button"), { className: "nameless" }));
            }
            """;

    /** An element with attributes, and text or none. */
    private static final String SPOIL = """
            ([name, attribute, value, text]) => {
              const element = document.createElement(name);
              element.className = "spoilt";
              element.textContent = text;
              element[attribute] = value;
              if (value === "pale") {
                element.style.color = "rgb(200, 200, 200)";
                element.style.backgroundColor = "white";
              }
              document.querySelector("main").append(element);
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "image-alt,      img,    src,  /shared/icon.svg, ''",
        "button-name,    button, type, button,       ''",
        "label,          input,  type, text,         ''",
        "link-name,      a,      href, /chat/,       ''",
        "color-contrast, p,      id,   pale,         pale on white",
    })
    void a_page_with_one_mistake_is_told_of_it(
            String rule, String name, String attribute, String value, String text, Visitor visitor) {
        Page page = home(visitor);
        assertThatCode(() -> Axe.check(page)).doesNotThrowAnyException();

        page.evaluate(SPOIL, new Object[] {name, attribute, value, text});

        assertThatThrownBy(() -> Axe.check(page))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(page.url())
                .hasMessageContaining(" " + rule + ": ")
                .hasMessageContaining("https://dequeuniversity.com/rules/axe/")
                .hasMessageContaining("<" + name + " class=\"spoilt\"")
                .hasMessageContaining("Fix ");
    }

    @Test
    void a_mistake_in_a_frame_is_found_too(Visitor visitor) {
        Page page = home(visitor);

        page.evaluate(SPOIL_A_FRAME);

        assertThatThrownBy(() -> Axe.check(page))
                .hasMessageContaining("critical button-name: ")
                .hasMessageContaining("iframe > button <button class=\"nameless\"></button>");
    }

    private static Page home(Visitor visitor) {
        Page page = visitor.visit(SitePage.HOME.path());
        page.locator(SitePage.HOME.ready()).first().waitFor();
        return page;
    }
}
