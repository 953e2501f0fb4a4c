package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.carillon.it.access.AccessTable;
import dev.carillon.it.access.AccessTable.Row;
import dev.carillon.it.access.Forgeries;
import dev.carillon.it.client.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every endpoint as every kind of caller. The table is {@code access/table.txt}. */
@ArquillianTest
class AccessIT {

    private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");
    private static final Pattern PROBLEM = Pattern.compile("\"type\":\"/problems/([a-z-]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String subscriber = Tokens.subscriber("sue", "orders/*", "ticker/**");
    private final String publisher = Tokens.publisher("paul", "orders/*", "ticker/**");
    private final String admin = Tokens.admin();

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.anonymous.publish",
                        "demo/**",
                        "carillon.anonymous.subscribe",
                        "demo/**, clock",
                        // Who asks from the server itself needs no token otherwise.
                        "carillon.metrics.addresses",
                        "",
                        "carillon.auth.public-keys",
                        Forgeries.publicKeyFile().toString())));
    }

    static List<Row> rows() {
        return AccessTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_caller_is_answered_as_the_table_says(Row row) {
        assertAll(
                row.toString(),
                answered(row, "anonymous"),
                answered(row, "subscriber", "Authorization", "Bearer " + subscriber),
                answered(row, "publisher", "Authorization", "Bearer " + publisher),
                answered(row, "admin", "Authorization", "Bearer " + admin),
                answered(row, "cookie", "Cookie", "carillon-session=" + admin));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_ticket_serves_once(Row row) throws Exception {
        String ticket = ticket();
        Row withTicket = new Row(
                row.method(),
                row.path() + (row.path().contains("?") ? "&" : "?") + "ticket=" + ticket,
                row.body(),
                row.answers());

        assertAll(row.toString(), answered(withTicket, "ticket"), answered(withTicket, "again"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_token_that_is_no_good_is_refused_as_what_it_is(Row row) {
        assertAll(row.toString(), Forgeries.all().entrySet().stream().map(forgery -> (Executable) () -> {
            Answer answer = ask(row, "Authorization", "Bearer " + forgery.getKey());
            String slug = row.method().equals("HEAD") ? "" : " " + forgery.getValue();
            String expected = row.refusesBadTokensWith()
                    .map(status -> status + slug)
                    .orElseGet(() -> row.answers().get("anonymous"));
            assertThat(answer.toString()).isEqualTo(expected);
        }));
    }

    private Executable answered(Row row, String who, String... headers) {
        return () -> assertThat(ask(row, headers).toString())
                .as(who)
                .isEqualTo(row.answers().get(who));
    }

    private Answer ask(Row row, String... headers) throws IOException, InterruptedException {
        String body = row.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(RealWar.url() + row.path()))
                .method(row.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            boolean json = body.startsWith("{") || body.startsWith("[");
            request.header("Content-Type", json ? "application/json" : "text/plain");
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            // Engine.IO has a form of its own, with the members of the document beside.
            boolean problem = type.startsWith("application/problem+json")
                    || (response.statusCode() >= 400 && type.startsWith("application/json"));
            Matcher slug = PROBLEM.matcher(problem ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "");
            if (response.statusCode() == 401) {
                assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Bearer ");
            }
            return new Answer(response.statusCode(), slug.find() ? slug.group(1) : "");
        }
    }

    private record Answer(int status, String slug) {
        @Override
        public String toString() {
            return slug.isEmpty() ? Integer.toString(status) : status + " " + slug;
        }
    }

    private String ticket() throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(RealWar.url() + "/api/tickets"))
                        .header("Authorization", "Bearer " + subscriber)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        Matcher ticket = TICKET.matcher(response.body());
        assertThat(ticket.find()).as(response.body()).isTrue();
        return ticket.group(1);
    }
}
