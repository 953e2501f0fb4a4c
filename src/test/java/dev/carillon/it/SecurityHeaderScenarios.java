package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told about our pages. */
interface SecurityHeaderScenarios extends Scenario {

    Pattern INLINE = Pattern.compile(
            "(?i)<script(?![^>]*\\b(?:src=|type=\"importmap\"))|<style|\\sstyle=|\\son[a-z]+=|javascript:");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in/", "/problems/", "/problems/cross-site"})
    default void a_page_runs_nothing_but_our_own_files(String path) throws Exception {
        HttpResponse<String> page = hub().get(path, "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        String policy = header(page, "Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(INLINE.matcher(page.body())
                        .results()
                        .map(found -> found.group())
                        .toList())
                .isEmpty();
    }

    @Test
    default void an_answer_of_the_api_is_no_page() throws Exception {
        HttpResponse<String> poll = hub().pollRaw("/api/events/demo");

        assertThat(header(poll, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(poll.headers().allValues("Content-Security-Policy")).isEqualTo(List.of());
    }

    @Test
    default void a_script_of_a_page_has_the_policy_of_the_page_and_a_worker_its_own() throws Exception {
        HttpResponse<String> script = hub().get("/shared/hub.js");
        HttpResponse<String> worker = hub().get("/client/worker.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.headers().allValues("Content-Security-Policy")).isEqualTo(List.of());
        assertThat(header(worker, "Content-Security-Policy")).contains("default-src 'none'");
    }

    private static String header(HttpResponse<String> response, String name) {
        List<String> values = response.headers().allValues(name);
        assertThat(values).as(name).hasSize(1);
        return values.get(0);
    }
}
