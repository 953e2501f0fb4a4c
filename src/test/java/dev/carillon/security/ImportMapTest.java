package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The only inline script of a page is its import map, and the policy lets exactly that text through. */
class ImportMapTest {

    private static final Path WEBAPP = Path.of("webapp");

    /** What Maven puts beside the pages. */
    private static final Path WEBJARS = Path.of("target/webjars");

    private static final Pattern SCRIPT = Pattern.compile("(?is)<script\\b([^>]*)>(.*?)</script>");
    private static final Pattern INLINE_STYLE = Pattern.compile("(?i)<style\\b|\\sstyle\\s*=");
    private static final Pattern HANDLER = Pattern.compile("(?i)<[^>]*\\son[a-z]+\\s*=|javascript:");
    private static final Pattern HASH = Pattern.compile("'sha256-([^']+)'");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_policy_allows_the_import_map_of_the_page(Path page) throws Exception {
        String map = importMap(page);

        assertThat(hashesOfThePolicy())
                .as("SecurityHeadersFilter has the hash of the import map of " + page)
                .contains(hash(map));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothing_else_is_inline(Path page) throws Exception {
        String html = Files.readString(page);

        List<MatchResult> scripts = SCRIPT.matcher(html).results().toList();

        assertThat(scripts.get(0).group(1))
                .as("the import map comes before what needs it")
                .isEqualTo(" type=\"importmap\"");
        assertThat(scripts.subList(1, scripts.size()))
                .allSatisfy(script ->
                        assertThat(script.group(1)).contains("type=\"module\"").contains("src=\""))
                .allSatisfy(script -> assertThat(script.group(2)).isEmpty());
        assertThat(INLINE_STYLE.matcher(html).find()).as("inline style").isFalse();
        assertThat(HANDLER.matcher(html).find()).as("inline handler").isFalse();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_the_import_map_names_is_in_the_war(Path page) throws Exception {
        JsonObject imports = Json.createReader(new StringReader(importMap(page)))
                .readObject()
                .getJsonObject("imports");
        Path folder = WEBAPP.relativize(page.getParent());

        assertThat(imports).isNotEmpty();
        imports.forEach((name, address) -> {
            String text = ((JsonString) address).getString();
            Path target = folder.resolve(text).normalize();
            assertThat(target).as(name).startsWithRaw(Path.of("webjars"));
            assertThat(WEBJARS.resolve(Path.of("webjars").relativize(target)))
                    .as(name)
                    .exists();
            assertThat(text.endsWith("/")).as(name).isEqualTo(name.endsWith("/"));
        });
    }

    @Test
    void the_policy_allows_no_script_that_no_page_has() throws Exception {
        Set<String> used = pages().stream()
                .map(ImportMapTest::importMap)
                .map(ImportMapTest::hash)
                .collect(Collectors.toSet());

        assertThat(hashesOfThePolicy()).containsExactlyInAnyOrderElementsOf(used);
        assertThat(SecurityHeadersFilter.PAGES).doesNotContain("unsafe");
    }

    private static Set<String> hashesOfThePolicy() {
        return HASH.matcher(SecurityHeadersFilter.PAGES)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String importMap(Path page) {
        try {
            List<String> maps = SCRIPT.matcher(Files.readString(page))
                    .results()
                    .filter(script -> script.group(1).contains("importmap"))
                    .map(script -> script.group(2))
                    .toList();
            assertThat(maps).as("import maps of " + page).hasSize(1);
            return maps.get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
