package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawExchange;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of the pages are sent: what may be kept, what is compressed, and that no path leads past them. */
interface StaticFileScenarios extends Scenario {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in/", "/shared/page.css", "/home/home.js", "/openapi.json"})
    default void our_own_files_are_asked_for_each_time_and_sent_once(String path) throws Exception {
        HttpResponse<String> first = hub().get(path, "Accept-Encoding", "gzip");
        String tag = header(first, "ETag");

        HttpResponse<String> again = hub().get(path, "Accept-Encoding", "gzip", "If-None-Match", "\"other\", " + tag);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(first, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(first, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(tag).startsWith("\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(again, "Vary")).isEqualTo("Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webjars/lit/3.3.1/index.js", "/webjars/uplot/1.6.30/dist/uPlot.min.css"})
    default void libraries_are_kept_for_good(String path) throws Exception {
        HttpResponse<String> library = hub().get(path);

        assertThat(library.statusCode()).isEqualTo(200);
        assertThat(header(library, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(library, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "*, gzip;q=0"})
    default void who_does_not_take_gzip_gets_the_file_as_it_is(String accepted) throws Exception {
        HttpResponse<String> plain = hub().get("/", "Accept-Encoding", accepted);
        HttpResponse<String> gzipped = hub().get("/", "Accept-Encoding", "gzip");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).startsWith("<!doctype html>").endsWith("</html>\n");
        assertThat(header(plain, "Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "ETag")).isNotEqualTo(header(gzipped, "ETag"));
        assertThat(length(gzipped)).isLessThan(length(plain) / 2);
    }

    @Test
    default void head_tells_the_same_without_the_body() throws Exception {
        HttpResponse<String> get = hub().get("/shared/page.css");

        HttpResponse<String> head = hub().call("HEAD", "/shared/page.css");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"ETag", "Content-Length", "Content-Type", "Cache-Control", "Vary"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
    }

    @Test
    default void a_range_is_answered_with_the_whole_file() throws Exception {
        HttpResponse<String> answer = hub().get("/shared/page.css", "Range", "bytes=0-9");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("none");
        assertThat(answer.body().length()).isGreaterThan(1000);
    }

    @Test
    default void a_file_is_not_sent_to_whoever_wants_another_version_of_it() throws Exception {
        HttpResponse<String> answer = hub().get("/shared/page.css", "If-Match", "\"older\"");

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    default void streams_and_answers_of_the_api_are_left_alone() throws Exception {
        HttpResponse<String> poll = hub().pollRaw("/api/events/demo", "Accept-Encoding", "gzip");
        HttpResponse<String> health = hub().get("/health/live", "Accept-Encoding", "gzip");

        assertThat(poll.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(poll.body()).startsWith("{");
        assertThat(health.headers().firstValue("Content-Encoding")).isEmpty();
        try (var stream = hub().subscribe(newChannel(), "Accept-Encoding: gzip")) {
            assertThat(stream.header("Content-Encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/META-INF/MANIFEST.MF",
                "/home/../WEB-INF/web.xml",
                "/webjars/../WEB-INF/web.xml",
                "/webjars/lit/3.3.1/../../../WEB-INF/web.xml",
                "/webjars/lit/3.3.1/..%2f..%2f..%2fWEB-INF%2fweb.xml",
                "/webjars/lit/3.3.1/%2e%2e/%2e%2e/%2e%2e/WEB-INF/web.xml",
                "/webjars/..;/WEB-INF/web.xml",
                "/webjars/..\\WEB-INF\\web.xml",
                "/%57EB-INF/web.xml",
                "//WEB-INF/web.xml",
                "/WEB-INF;x=y/web.xml",
                "/WEB-INF/web.xml%00.html",
                "/../../../../etc/passwd",
                "/home/home.js%00",
                "/home/home.js/",
                "/webjars/",
                "/webjars/lit/3.3.1/package.json",
                "/webjars/lit/3.3.1/directives/unsafe-html.js"
            })
    default void no_path_leads_past_the_files_of_the_pages(String path) throws Exception {
        RawExchange exchange = RawExchange.send(
                URI.create(RealWar.url()).getPort(),
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        // Payara cuts a path at its semicolon, and sends whoever asks for a folder to the one that is left.
        assertThat(exchange.status()).as(exchange.text()).isIn(path.contains(";") ? 301 : 404, 400, 403, 404);
        assertThat(exchange.body()).doesNotContain("<web-app", "root:", "Manifest-Version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/home/./home.js", "/sign-in/../home/home.js", "/home/home.js;jsessionid=1", "/%68ome/home.js"})
    default void another_way_to_write_the_path_of_a_file_leads_to_that_file(String path) throws Exception {
        RawExchange exchange = RawExchange.send(
                URI.create(RealWar.url()).getPort(),
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(exchange.status()).as(exchange.text()).isEqualTo(200);
        assertThat(exchange.head()).contains("Cache-Control: no-cache");
    }

    private static long length(HttpResponse<String> response) {
        return Long.parseLong(header(response, "Content-Length"));
    }

    private static String header(HttpResponse<String> response, String name) {
        assertThat(response.headers().allValues(name)).as(name).hasSize(1);
        return response.headers().firstValue(name).orElseThrow();
    }
}
