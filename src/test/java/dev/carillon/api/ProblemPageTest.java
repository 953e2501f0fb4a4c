package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPageTest {

    private static final ProblemAnswer.Reader BROWSER =
            ProblemAnswer.Reader.of("text/html,*/*;q=0.8", "en", "/carillon");
    private static final ProblemAnswer.Reader CHINESE_BROWSER =
            ProblemAnswer.Reader.of("text/html,*/*;q=0.8", "zh-CN", "");
    private static final ProblemAnswer.Reader PROGRAM = ProblemAnswer.Reader.of("*/*", null, "");

    private static final String[] HEADER = {
        "skip",
        "pages",
        "home",
        "chat",
        "ticker",
        "playground",
        "socketio",
        "admin",
        "api-docs",
        "theme",
        "auto",
        "light",
        "dark",
        "language"
    };

    @ParameterizedTest
    @EnumSource(Problem.class)
    void every_problem_is_explained_in_both_languages(Problem problem) {
        for (Language language : Language.values()) {
            ProblemTexts texts = ProblemTexts.in(language);

            assertThat(texts.title(problem)).isNotBlank();
            assertThat(texts.meaning(problem)).isNotBlank();
            assertThat(texts.remedy(problem)).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void a_page_and_a_document_have_the_same_title(Problem problem) {
        assertThat(ProblemTexts.in(Language.ENGLISH).title(problem)).isEqualTo(problem.title());
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void every_problem_is_in_both_readmes(Problem problem) throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("`" + problem.slug() + "`");
        assertThat(Files.readString(Path.of("README.zh-CN.md"))).contains("`" + problem.slug() + "`");
    }

    @Test
    void a_browser_gets_a_page_and_a_program_the_document() {
        ProblemDocument document = ContainerError.document(404, "/nowhere", "");

        ProblemAnswer page = ProblemAnswer.of(document, CHINESE_BROWSER);
        ProblemAnswer json = ProblemAnswer.of(document, PROGRAM);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html;charset=UTF-8")
                .containsEntry("Content-Language", "zh-CN");
        assertThat(page.body()).contains("<html lang=\"zh-CN\">", "这里什么也没有", "/nowhere");
        assertThat(json.status()).isEqualTo(404);
        assertThat(json.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(json.body()).isEqualTo(document.toJson());
    }

    @Test
    void caches_are_told_what_the_answer_depends_on() {
        ProblemAnswer answer = ProblemAnswer.of(ContainerError.document(404, "/nowhere", ""), PROGRAM);

        assertThat(answer.headers()).containsEntry("Vary", "Origin, Accept, Accept-Language");
    }

    @Test
    void nothing_that_comes_from_outside_becomes_markup() {
        String path = "/\"onload='x'><script>alert(1)</script>&amp;";

        String page = ProblemAnswer.of(ContainerError.document(404, path, ""), BROWSER)
                .body();

        assertThat(page)
                .contains("/&quot;onload=&#39;x&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;")
                .doesNotContain("<script>", "\"onload");
    }

    @Test
    void a_page_works_under_any_context_path() {
        String page = ProblemAnswer.of(ContainerError.document(404, "/carillon/x", "/carillon"), BROWSER)
                .body();

        assertThat(page)
                .contains("href=\"/carillon/shared/page.css\"", "href=\"/carillon/\"", "href=\"/carillon/problems/\"")
                .doesNotContain("=\"/shared", "=\"/chat");
    }

    @Test
    void a_page_has_both_languages_and_shows_the_one_that_the_browser_asks_for() {
        ProblemDocument document = ContainerError.document(404, "/nowhere", "");

        String english = ProblemAnswer.of(document, BROWSER).body();
        String chinese = ProblemAnswer.of(document, CHINESE_BROWSER).body();

        for (String page : new String[] {english, chinese}) {
            assertThat(page).contains("<h1>Nothing is here</h1>", "<h1>这里什么也没有</h1>");
        }
        assertThat(english)
                .contains("<title>Nothing is here · Carillon</title>", "<div lang=\"zh-CN\" data-language=\"zh-CN\" ")
                .containsPattern("<div lang=\"zh-CN\"[^>]* hidden>")
                .containsPattern("<div lang=\"en\"[^>]*\"(?! hidden)>");
        assertThat(chinese)
                .contains("<title>这里什么也没有 · Carillon</title>")
                .containsPattern("<div lang=\"en\"[^>]* hidden>")
                .containsPattern("<div lang=\"zh-CN\"[^>]*\"(?! hidden)>");
    }

    /** There, Lit draws it; here, it has to be complete without a script. */
    @Test
    void the_header_is_that_of_the_other_pages() throws Exception {
        String script = Files.readString(Path.of("webapp/shared/page-header.js"));
        String page = ProblemCatalogue.all(BROWSER).body();

        assertThat(script)
                .contains("const PAGES = [\"home\", \"chat\", \"ticker\", \"playground\", \"socketio\", \"admin\", "
                        + "\"api-docs\"];");
        for (Language language : Language.values()) {
            String texts = script.substring(script.indexOf(language == Language.ENGLISH ? " en: {" : "\"zh-CN\": {"));
            texts = texts.substring(0, texts.indexOf("}"));
            for (String key : HEADER) {
                String text = ProblemTexts.in(language).text("header." + key);
                assertThat(texts).containsPattern("\"?" + key + "\"?: \"" + text + "\"");
                assertThat(page).contains(text);
            }
        }
    }

    @Test
    void the_index_names_every_problem() {
        String page = ProblemCatalogue.all(BROWSER).body();
        String json = ProblemCatalogue.all(PROGRAM).body();

        for (Problem problem : Problem.values()) {
            assertThat(page).contains("href=\"/carillon/problems/" + problem.slug() + "\"");
            assertThat(json).contains("\"type\":\"/problems/" + problem.slug() + "\"");
        }
    }

    @Test
    void the_address_of_a_problem_explains_it() {
        ProblemAnswer page = ProblemCatalogue.one("busy", BROWSER).orElseThrow();
        ProblemAnswer json = ProblemCatalogue.one("busy", PROGRAM).orElseThrow();

        assertThat(page.body()).contains("<h1>The hub is busy</h1>", "Retry-After");
        assertThat(json.headers()).containsEntry("Content-Type", "application/json");
        assertThat(json.body())
                .startsWith("{\"type\":\"/problems/busy\",\"title\":\"The hub is busy\",\"meaning\":\"")
                .contains("\"remedy\":\"Send the same again after the time in Retry-After.\"");
    }

    @Test
    void a_problem_that_does_not_exist_has_no_address() {
        assertThat(ProblemCatalogue.one("no-such-problem", BROWSER)).isEmpty();
    }
}
