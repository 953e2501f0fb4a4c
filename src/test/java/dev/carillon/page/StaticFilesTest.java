package dev.carillon.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    private static final String PAGE = "<!doctype html><title>Carillon</title>" + "<p>Hello</p>".repeat(100);

    /** The WAR: paths and contents. */
    private final TreeMap<String, byte[]> war = new TreeMap<>();

    @Test
    void a_page_is_compressed_once_and_each_form_has_a_tag_of_its_own() throws Exception {
        put("/chat/index.html", PAGE);

        StaticFile page = files().at("/chat/").orElseThrow();

        assertThat(page.mediaType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(new String(bytes(page.plain()), StandardCharsets.UTF_8)).isEqualTo(PAGE);
        Form gzipped = page.gzipped().orElseThrow();
        assertThat(unzip(bytes(gzipped))).isEqualTo(PAGE);
        assertThat(page.plain().tag()).matches("\"[\\w-]{22}\"");
        assertThat(gzipped.tag()).matches("\"[\\w-]{22}-gzip\"");
    }

    @Test
    void the_tag_is_of_the_content_and_not_of_the_place_or_the_day() {
        put("/a.js", PAGE);
        put("/b.js", PAGE);
        put("/c.js", PAGE + " ");

        StaticFiles files = files();

        String tag = files.at("/a.js").orElseThrow().plain().tag();
        assertThat(files.at("/b.js").orElseThrow().plain().tag()).isEqualTo(tag);
        assertThat(files.at("/c.js").orElseThrow().plain().tag()).isNotEqualTo(tag);
    }

    @Test
    void a_library_is_kept_for_good_and_what_is_ours_is_asked_for_each_time() {
        put("/webjars/lit/3.3.1/index.js", PAGE);
        put("/webjars/lit.js", PAGE);
        put("/webjars/lit/index.js", PAGE);
        put("/home/webjars/lit/3.3.1/index.js", PAGE);

        StaticFiles files = files();

        assertThat(files.at("/webjars/lit/3.3.1/index.js").orElseThrow().cacheControl())
                .isEqualTo("public, max-age=31536000, immutable");
        for (String ours :
                new String[] {"/webjars/lit.js", "/webjars/lit/index.js", "/home/webjars/lit/3.3.1/index.js"}) {
            assertThat(files.at(ours).orElseThrow().cacheControl()).as(ours).isEqualTo("no-cache");
        }
    }

    @Test
    void what_is_small_or_compressed_already_is_sent_as_it_is() {
        put("/small.css", "a{}");
        put("/picture.png", PAGE);

        StaticFiles files = files();

        assertThat(files.at("/small.css").orElseThrow().gzipped()).isEmpty();
        assertThat(files.at("/picture.png").orElseThrow().gzipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/web.xml",
                "/WEB-INF/page.html",
                "/META-INF/page.html",
                "/home/../WEB-INF/page.html",
                "/home/./home.js",
                "//home/home.js",
                "/home//home.js",
                "/home/home.js/",
                "/HOME/home.js",
                "/home/home.js ",
                "/home/home.js\0",
                "/home/home.js%00",
                "/home\\home.js",
                "home/home.js",
                "/home",
                "",
                "/"
            })
    void only_the_exact_path_of_a_file_of_the_pages_leads_to_it(String path) {
        put("/WEB-INF/web.xml", PAGE);
        put("/WEB-INF/page.html", PAGE);
        put("/META-INF/page.html", PAGE);
        put("/home/home.js", PAGE);

        StaticFiles files = files();

        assertThat(files.at(path)).isEmpty();
        assertThat(files.at("/home/home.js")).isPresent();
    }

    @Test
    void what_is_of_an_unknown_kind_or_very_large_is_left_to_the_container() {
        put("/notes.xyz", PAGE);
        war.put("/film.png", new byte[(1 << 20) + 1]);

        StaticFiles files = files();

        assertThat(files.at("/notes.xyz")).isEmpty();
        assertThat(files.at("/film.png")).isEmpty();
    }

    @Test
    void no_more_than_8_mib_are_kept() {
        for (int i = 10; i < 30; i++) {
            byte[] picture = new byte[1 << 20];
            new Random(i).nextBytes(picture);
            war.put("/" + i + ".png", picture);
        }

        StaticFiles files = files();

        assertThat(war.keySet().stream()
                        .flatMap(path -> files.at(path).stream())
                        .mapToInt(StaticFile::bytes)
                        .sum())
                .isEqualTo(8 << 20);
    }

    private void put(String path, String content) {
        war.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private StaticFiles files() {
        return StaticFiles.of((ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getResourcePaths" -> below((String) arguments[0]);
                    case "getResourceAsStream" -> new ByteArrayInputStream(war.get((String) arguments[0]));
                    default -> throw new UnsupportedOperationException(called.getName());
                }));
    }

    /** As {@link ServletContext#getResourcePaths}: one level, folders with a slash at their end. */
    private Set<String> below(String folder) {
        Set<String> paths = new TreeSet<>();
        for (String path : war.keySet()) {
            if (path.startsWith(folder)) {
                int slash = path.indexOf('/', folder.length());
                paths.add(slash < 0 ? path : path.substring(0, slash + 1));
            }
        }
        return paths;
    }

    private static byte[] bytes(Form form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        form.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static String unzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
