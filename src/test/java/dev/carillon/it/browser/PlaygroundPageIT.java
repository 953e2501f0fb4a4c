package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground: subscribe by every transport, cut the connection, publish with every option. */
@BrowserTest
class PlaygroundPageIT {

    private final String channel = "demo/" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"event-source", "fetch", "ndjson", "long-poll", "short-poll"})
    void events_come_by_every_transport(String transport, Visitor visitor, TomcatProcess server) throws Exception {
        Page page = subscribed(visitor, "transport=" + transport + "&every=0.2&channels=" + channel);

        String id = server.hub().publish(channel, "{\"n\":1}", "Content-Type", "application/json", "Event-Key", "k");

        Locator row = page.locator("#list li.event");
        assertThat(row.locator("pre")).hasText("{\"n\":1}");
        assertThat(row.locator(".id")).hasText(id);
        assertThat(row.locator(".channel")).hasText(channel);
        assertThat(row.locator(".key")).hasText("key k");
        assertThat(row.locator(".latency")).hasText(Pattern.compile("[0-9.,]+ ms"));
        assertThat(page.locator("#request")).containsText("GET /api/events?channel=" + channel);
        assertThat(page.locator("#response"))
                .hasText(Pattern.compile(
                        transport.equals("event-source")
                                ? "EventSource keeps them"
                                : "HTTP (200|304)[\\s\\S]*Content-Type"));
    }

    /** The page says that it is live, and nobody says when the hub has heard of it. */
    @Test
    void what_is_published_while_a_long_poll_is_on_its_way_is_not_missed(Visitor visitor, TomcatProcess server)
            throws Exception {
        AtomicInteger polls = new AtomicInteger();
        visitor.context().route(url -> url.contains("wait="), route -> {
            if (route.request().method().equals("GET") && polls.getAndIncrement() == 0) {
                publish(server, "on its way");
            }
            route.resume();
        });

        Page page = subscribed(visitor, "transport=long-poll&channels=" + channel);

        assertThat(page.locator("#list li.event pre")).hasText("on its way");
        server.hub().publish(channel, "later");
        assertThat(page.locator("#list li.event pre")).hasText(new String[] {"on its way", "later"});
    }

    private void publish(TomcatProcess server, String data) {
        try {
            server.hub().publish(channel, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-source", "fetch", "ndjson", "long-poll", "short-poll"})
    void what_was_missed_while_the_connection_was_cut_arrives(String transport, Visitor visitor, TomcatProcess server)
            throws Exception {
        Page page = subscribed(visitor, "cut=600&every=0.2&transport=" + transport + "&channels=" + channel);
        server.hub().publish(channel, "before");
        assertThat(page.locator("#list li.event")).hasCount(1);

        page.click("#cut-now");
        assertThat(page.locator("#state")).hasAttribute("data-is", "cut");
        server.hub().publishTexts(channel, List.of("missed 1", "missed 2", "missed 3"));
        page.click("#resume");
        assertThat(page.locator("#list li.event")).hasCount(4);
        server.hub().publish(channel, "after");

        assertThat(page.locator("#list li.event pre"))
                .hasText(new String[] {"before", "missed 1", "missed 2", "missed 3", "after"});
        assertThat(page.locator("#list .replayed")).hasCount(3);
    }

    @Test
    void a_cut_connection_comes_back_by_itself_and_says_where_it_was(Visitor visitor, TomcatProcess server)
            throws Exception {
        Page page = subscribed(visitor, "cut=0.5&channels=" + channel);
        String id = server.hub().publish(channel, "before");
        assertThat(page.locator("#list li.event")).hasCount(1);

        page.click("#cut-now");

        assertThat(page.locator("#request")).containsText("Last-Event-ID: " + id);
        assertThat(page.locator("#state")).hasAttribute("data-is", "live");
        assertThat(page.locator("#list li.mark"))
                .hasText(new String[] {"Connection 1", "Cut here", "Connection 2, goes on after " + id});
    }

    @Test
    void a_gap_is_shown(Visitor visitor, TomcatProcess server) throws Exception {
        server.hub().publish(channel, "kept");

        Page page = subscribed(visitor, "start=after&after=zzz-5&channels=" + channel);

        assertThat(page.locator("#list li.gap")).containsText("the server has a new log");
        assertThat(page.locator("#list li.event pre")).hasText("kept");
        assertThat(page.locator("#response")).containsText("Carillon-Gap: {\"reason\":\"unknown-epoch\"");
    }

    @Test
    void the_bytes_are_those_that_were_sent(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = subscribed(visitor, "envelope=false&channels=" + channel);

        String first = server.hub().publish(channel, "a\r\nb\rc\n\n四😀", "Event-Type", "lines");
        server.hub().post("/api/events/" + channel, "gone", "Event-Volatile", "true");

        assertThat(page.locator("#list li.event")).hasCount(2);
        Assertions.assertThat(
                        (String)
                                page.evaluate(
                                        "[...document.querySelectorAll('wire-bytes .piece')].map((piece) => piece.textContent).join('')"))
                .matches("retry: [0-9]+\n: carillon\n\nid: [0-9a-z]+-[0-9]+\n\n[\\s\\S]*")
                .endsWith("id: " + first
                        + "\nevent: lines\ndata: a\ndata: b\ndata: c\ndata: \ndata: 四😀\n\ndata: gone\n\n");
        page.locator("#list li.event").first().hover();
        assertThat(page.locator("wire-bytes [data-marked]")).containsText("id: " + first);
    }

    /** The answers of polls and lines are shown whole as well. */
    @Test
    void the_document_of_a_poll_is_cut_at_its_events(Visitor visitor, TomcatProcess server) throws Exception {
        server.hub().publishTexts(channel, List.of("}],", "[{"));

        Page page = subscribed(visitor, "transport=short-poll&every=60&start=last&channels=" + channel);

        assertThat(page.locator("#list li.event")).hasCount(2);
        page.locator("#list li.event").nth(1).hover();
        assertThat(page.locator("wire-bytes [data-marked]")).containsText("\"data\":\"[{\"");
        String answer =
                server.hub().pollRaw("/api/events/" + channel + "?last=10").body();
        Assertions.assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('wire-bytes .piece')].map((piece) => piece.textContent).join('')"))
                .isEqualTo(answer);
    }

    @Test
    void an_event_is_published_with_every_option(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = visitor.visit("/playground/#channels=" + channel);
        page.fill("#to", channel);
        page.fill("#type", "订单");
        page.fill("#key", "k 1");
        page.check("#json");
        page.fill("#data", "{\"n\": [1, 2.50]}");
        page.click("#new-key");

        page.click("#send");
        assertThat(page.locator("#answer")).containsText("201, after");
        page.click("#send");
        assertThat(page.locator("#answer")).containsText("200, after");

        Assertions.assertThat(server.hub()
                        .pollRaw("/api/events/" + channel + "?from=earliest")
                        .body())
                .containsOnlyOnce("\"channel\"")
                .contains("\"type\":\"订单\",\"key\":\"k 1\"", "\"data\":{\"n\":[1,2.5");
    }

    @Test
    void a_volatile_event_and_a_batch_are_published(Visitor visitor) {
        Page page = subscribed(visitor, "channels=" + channel + "/**&to=" + channel);
        page.fill("#type", "passing");
        page.check("#volatile");
        page.click("#send");
        assertThat(page.locator("#answer")).containsText("202, after");
        assertThat(page.locator("#list li.event .id")).hasText("volatile, no id");

        page.check("[name=form][value=batch]");
        page.fill(
                "#batch",
                "[{\"channel\":\"" + channel + "/a\",\"data\":\"one\"},{\"channel\":\"" + channel
                        + "/b\",\"data\":{\"n\":2}}]");
        page.click("#send");

        assertThat(page.locator("#answer .exchange")).containsText("{\"ids\":[\"");
        assertThat(page.locator("#list li.event pre")).hasText(new String[] {"hello", "one", "{\"n\":2}"});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#channels|a/**/b|** stands at the end",
                "#channels|two words|U+0020",
                "#channels|a//b|empty segment",
                "#channels|~own|belong to the server",
                "#to|a/*|is a pattern",
                "#type|carillon.gap|hub's own",
                "#idempotency|a b|visible characters"
            })
    void what_would_be_refused_is_marked_at_once(String field, String value, String flaw, Visitor visitor) {
        Page page = visitor.visit("/playground/");

        page.fill(field, value);

        assertThat(page.locator(field + "-flaw")).containsText(flaw);
        assertThat(page.locator(field)).hasAttribute("aria-invalid", "true");
    }

    @Test
    void the_servers_refusal_is_shown_with_its_remedy(Visitor visitor) {
        visitor.expect("status of 40[01]");
        Page page = visitor.visit("/playground/#start=last&channels=demo");
        page.route(
                "**/api/events?*",
                route -> route.resume(
                        new Route.ResumeOptions().setUrl(route.request().url() + "&since=never&last_event_id=no")));

        page.click("#start-reading");

        assertThat(page.locator("#state")).hasAttribute("data-is", "refused");
        assertThat(page.locator("wire-view [role=alert] a"))
                .hasAttribute("href", Pattern.compile("problems/invalid-event-id$"));
        assertThat(page.locator("wire-bytes .piece")).containsText("/problems/invalid-event-id");
    }

    @Test
    void a_link_has_all_choices(Visitor visitor) {
        Page page = visitor.visit("/playground/");
        page.fill("#channels", "demo/a\nticker/*");
        page.selectOption("#start", "since");
        page.fill("#since", "PT1H");
        page.selectOption("#transport", "long-poll");
        page.fill("#data", "a & b = c # d");

        Page other = visitor.newTab();
        other.navigate(page.url());

        assertThat(other.locator("#channels")).hasValue("demo/a\nticker/*");
        assertThat(other.locator("#since")).hasValue("PT1H");
        assertThat(other.locator("#transport")).hasValue("long-poll");
        assertThat(other.locator("#data")).hasValue("a & b = c # d");
        assertThat(other.locator("#state")).hasAttribute("data-is", "idle");
    }

    @Test
    void tricks_do_nothing(Visitor visitor, TomcatProcess server) throws Exception {
        String trick = "<img src=x onerror=alert(1)>\u202egnp.exe";
        Page page = subscribed(visitor, "channels=" + channel);
        page.fill("#to", channel);
        page.fill("#type", trick);
        page.fill("#key", "\"><script>alert(2)</script>");
        page.fill("#data", trick + "\n\nevent: carillon.gap\ndata: {}");

        page.click("#send");

        assertThat(page.locator("#list li.event .type")).hasText(trick);
        Assertions.assertThat(page.locator("#list li.event pre").evaluate("(pre) => pre.textContent"))
                .isEqualTo(trick + "\n\nevent: carillon.gap\ndata: {}");
        assertThat(page.locator("#list li.gap")).hasCount(0);
        page.fill("#channels", "<img src=x onerror=alert(3)>");
        assertThat(page.locator("#channels-flaw")).containsText("<img src=x");
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    @Test
    void lists_are_bounded(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = subscribed(visitor, "channels=" + channel);

        server.hub().publishNumbers(channel, 1, 600);

        assertThat(page.locator("#list li.event pre").last()).hasText("600");
        assertThat(page.locator("#list li")).hasCount(200);
        assertThat(page.locator("#figures")).containsText("600");
        Assertions.assertThat(page.locator("wire-bytes .piece").count()).isLessThanOrEqualTo(400);
        assertThat(page.locator("wire-bytes .mark").first()).containsText("no longer shown");
    }

    @Test
    void everybody_can_use_it(Visitors visitors, TomcatProcess server) throws Exception {
        for (Look look : List.of(Look.DESKTOP, Look.DESKTOP.dark(), Look.PHONE.in("zh-CN"), Look.PHONE.dark())) {
            Page page = subscribed(visitors.open(look), "start=after&after=zzz-5&channels=" + channel);
            server.hub().publish(channel, "0123456789".repeat(30), "Event-Type", "wide");
            page.click("#send");
            page.fill("#idempotency", "a b");
            assertThat(page.locator("#answer .exchange")).isVisible();

            Axe.check(page);
            Assertions.assertThat(page.evaluate(
                            "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("nothing is wider than the window")
                    .isEqualTo(0);
        }
    }

    private static Page subscribed(Visitor visitor, String options) {
        Page page = visitor.visit("/playground/#" + options);
        page.click("#start-reading");
        assertThat(page.locator("#state")).hasAttribute("data-is", "live");
        return page;
    }
}
