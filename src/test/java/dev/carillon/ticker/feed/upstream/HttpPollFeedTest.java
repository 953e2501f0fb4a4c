package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.answer;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.json;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.RetryAfter;
import dev.carillon.ticker.model.Tick;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a feed that fetches makes of good answers. */
@Timeout(60)
class HttpPollFeedTest {

    private static final String MANY = "{'url':'URL','items':'/data/list','symbol':'/n~1a~0me','price':'/px/0',"
            + "'change':'/ch','volume':'/v','bid':'/b','ask':'/a','time':'/t','sequence':'/q'}";

    private final HostileUpstream upstream = HostileUpstream.started();

    @AfterEach
    void end() throws IOException {
        upstream.close();
    }

    private Feed feed(String config) {
        return Feeds.of(new HttpPollKind(Feeds.upstream(upstream)), config.replace("URL", upstream.at("/quotes")));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Test
    void every_part_is_found_by_its_pointer_and_every_digit_kept() {
        upstream.then(
                json(
                        quoted(
                                "{'data':{'list':[{'n/a~me':'ACME','px':[189.300,1],'ch':'-1.20','v':1E+2,'b':null,'a':'189.31',"
                                        + "'t':'2026-11-27T13:00:00.1234567+01:00','q':'42'},{'n/a~me':'B','px':['1234567890123456.123456789012345678']}]}}")));
        NotedOutlet outlet = new NotedOutlet(1);

        Throwable end = Feeds.run(feed(MANY), outlet);

        assertThat(end).isInstanceOf(InterruptedException.class);
        assertThat(outlet.refusals()).isEmpty();
        assertThat(outlet.prices()).containsExactly("ACME 189.300", "B 1234567890123456.123456789012345678");
        Tick first = outlet.quotes().get(0);
        assertThat(first.change()).isEqualTo("-1.20");
        assertThat(first.volume()).isEqualTo("100");
        assertThat(first.bid()).isNull();
        assertThat(first.ask()).isEqualTo("189.31");
        assertThat(first.time()).isEqualTo("2026-11-27T12:00:00.123456Z");
        assertThat(first.sequence()).isEqualTo(42);
        assertThat(outlet.oks()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1795780800, 2026-11-27T12:00:00Z",
        "1795780800.5, 2026-11-27T12:00:00.500Z",
        "1795780800123, 2026-11-27T12:00:00.123Z",
        "1795780800123456, 2026-11-27T12:00:00.123456Z",
        "1795780800123456789, 2026-11-27T12:00:00.123456Z"
    })
    void a_number_is_a_time_since_1970_in_the_unit_that_its_size_tells(String number, Instant time) {
        upstream.then(
                json("[{\"s\":\"ACME\",\"p\":1,\"t\":" + number + "},{\"s\":\"B\",\"p\":1,\"t\":\"" + number + "\"}]"));
        NotedOutlet outlet = new NotedOutlet(1);

        Feeds.run(feed("{'url':'URL','symbol':'/s','price':'/p','time':'/t'}"), outlet);

        assertThat(outlet.quotes()).extracting(Tick::time).containsExactly(time, time);
    }

    @Test
    void a_document_may_be_one_quote_of_a_symbol_with_a_fixed_name() {
        upstream.then(json("\uFEFF{\"last\":\"7\"}"));
        NotedOutlet outlet = new NotedOutlet(1);

        Feeds.run(feed("{'url':'URL','symbol':'GOLD','price':'/last'}"), outlet);

        assertThat(outlet.prices()).containsExactly("GOLD 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | there is no symbol",
                "{'p':1} | there is no symbol",
                "{'s':5,'p':1} | the symbol is '5'",
                "{'s':'a b','p':1} | 'a b' is something else.",
                "{'s':'ACME'} | there is no price",
                "{'s':'ACME','p':null} | there is no price",
                "{'s':'ACME','p':true} | the price is 'true'",
                "{'s':'ACME','p':{'x':1}} | the price is",
                "{'s':'ACME','p':'1,5'} | The price is '1,5'.",
                "{'s':'ACME','p':'NaN'} | The price is 'NaN'.",
                "{'s':'ACME','p':1e2147483647} | The price is '1E+2147483647'.",
                "{'s':'ACME','p':1e-2147483647} | The price is '1E-2147483647'.",
                "{'s':'ACME','p':1e999} | The price is",
                "{'s':'ACME','p':1,'v':-1} | The volume is '-1'.",
                "{'s':'ACME','p':1,'q':1.5} | the sequence is no whole number",
                "{'s':'ACME','p':1,'q':0} | It is 0.",
                "{'s':'ACME','p':1,'t':'yesTerday'} | the time 'yesTerday' is not of RFC 3339",
                "{'s':'ACME','p':1,'t':-5} | the time -5 is none",
                "{'s':'ACME','p':1,'t':1e30} | the time 1"
            })
    void an_item_that_is_wrong_is_counted_and_the_others_are_quotes(String item, String why) {
        upstream.then(json(quoted("[{'s':'ACME','p':1}," + item + ",{'s':'ACME','p':2}]")));
        NotedOutlet outlet = new NotedOutlet(1);

        Feeds.run(feed("{'url':'URL','symbol':'/s','price':'/p','volume':'/v','time':'/t','sequence':'/q'}"), outlet);

        assertThat(outlet.prices()).containsExactly("ACME 1", "ACME 2");
        assertThat(outlet.refusals()).singleElement().asString().startsWith("item 2: " + why);
    }

    @Test
    void a_document_is_asked_for_again_with_its_validators_and_304_is_healthy() {
        upstream.then(
                answer("200 OK\r\nETag: W/\"1\"\r\nLast-Modified: Fri, 27 Nov 2026 12:00:00 GMT", "{\"p\":1}"),
                raw("HTTP/1.1 304 Not Modified\r\n\r\n"),
                answer("200 OK", "{\"p\":2}"),
                answer("200 OK", "{\"p\":3}"));
        NotedOutlet outlet = new NotedOutlet(4);

        Feeds.run(feed("{'url':'URL','every':'PT1M','symbol':'A','price':'/p'}"), outlet);

        assertThat(outlet.prices()).containsExactly("A 1", "A 2", "A 3");
        assertThat(outlet.oks()).isEqualTo(4);
        assertThat(outlet.pauses())
                .hasSize(4)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(1)));
        String validators = "If-None-Match: W/\"1\"\r\nIf-Modified-Since: Fri, 27 Nov 2026 12:00:00 GMT\r\n";
        assertThat(upstream.requests().get(0)).doesNotContain("If-").contains("Accept: application/json\r\n");
        assertThat(upstream.requests().get(1)).contains(validators);
        assertThat(upstream.requests().get(2)).contains(validators);
        assertThat(upstream.requests().get(3)).doesNotContain("If-");
    }

    @Test
    void a_document_that_could_not_be_read_is_not_the_one_to_compare_with() {
        upstream.then(answer("200 OK\r\nETag: \"1\"", "{\"p\":"), json("{\"p\":1}"));
        NotedOutlet outlet = new NotedOutlet(1);
        Feed feed = feed("{'url':'URL','symbol':'A','price':'/p'}");

        assertThat(Feeds.run(feed, outlet)).isInstanceOf(FeedException.class);
        Feeds.run(feed, outlet);

        assertThat(upstream.requests().get(1)).doesNotContain("If-");
        assertThat(outlet.prices()).containsExactly("A 1");
    }

    @Test
    void a_quote_that_is_still_the_same_one_is_not_said_again() {
        String first = "[{\"s\":\"A\",\"p\":1,\"q\":1},{\"s\":\"B\",\"p\":1,\"q\":1},{\"s\":\"C\",\"p\":1}]";
        String second = "[{\"s\":\"A\",\"p\":1,\"q\":1},{\"s\":\"B\",\"p\":1,\"q\":2},{\"s\":\"C\",\"p\":1}]";
        upstream.then(json(first), json(second));
        NotedOutlet outlet = new NotedOutlet(2);

        Feeds.run(feed("{'url':'URL','symbol':'/s','price':'/p','sequence':'/q'}"), outlet);

        assertThat(outlet.prices()).containsExactly("A 1", "B 1", "C 1", "B 1", "C 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7 | PT7S",
                "503 | 007 | PT7S",
                "503 | Fri, 27 Nov 2026 12:00:30 GMT | PT30S",
                "429 | 99999999999999999999999999 | PT1H",
                "429 | 86400 | PT1H",
                "429 | Fri, 27 Nov 2099 12:00:30 GMT | PT1H",
                "503 | Fri, 27 Nov 1999 12:00:30 GMT |",
                "503 | -1 |",
                "503 | soon |",
                "500 | 7 |"
            })
    void who_has_too_much_to_do_says_when_to_come_again(int status, String when, Duration expected) {
        upstream.then(answer(status + " Later\r\nRetry-After: " + when, ""));

        Throwable failure = Feeds.run(feed("{'url':'URL','symbol':'A','price':'/p'}"), new NotedOutlet(1));

        assertThat(failure)
                .isInstanceOf(FeedException.class)
                .hasMessage(upstream.at("/quotes") + ": answered " + status);
        assertThat(RetryAfter.of((FeedException) failure).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'url':'ftp://127.0.0.1/','symbol':'A','price':'/p'}",
                "{'url':'http://user@127.0.0.1/','symbol':'A','price':'/p'}",
                "{'url':'quotes','symbol':'A','price':'/p'}",
                "{'url':'URL','symbol':'a b','price':'/p'}",
                "{'url':'URL','symbol':'A','price':'p'}",
                "{'url':'URL','symbol':'A','price':'/p','items':'x'}",
                "{'url':'URL','symbol':'A','price':'/p','every':'PT0.01S'}",
                "{'url':'URL','symbol':'A','price':'/p','timeout':'PT2M'}"
            })
    void a_configuration_that_is_wrong_is_refused(String config) {
        assertThatThrownBy(() -> feed(config))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_FEED));
    }
}
