package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the page costs whoever looks at it, in a trace of the browser's own. */
@BrowserTest
class TickerSpeedIT {

    private static final int SYMBOLS = 200;

    /** Quotes of each symbol in a second. */
    private static final int RATE = 5;

    private static final double SECONDS = 8;

    /** In a second: else it would not be seen that the page is slow. */
    private static final double MIN_CHANGES = 50;

    /** The machine may have something else to do: the best recording counts. */
    private static final int MAX_RECORDINGS = 4;

    private static final double MAX_SHARE = 0.3;

    /**
     * Of the frames that an empty page gets in the same run, if the machine has nothing else to do; of another one as much less as there is
     * less of its processors.
     */
    private static final double MIN_FRAMES = 0.99;

    private static final double EMPTY_SECONDS = 3;

    /** Of the frames that the display offers. With fewer of them on an empty page, a trace tells of the machine and not of a page. */
    private static final double MIN_EMPTY = 0.95;

    /** Those of an empty page are short. */
    private static final int MAX_EMPTY_RECORDINGS = 10;

    /** What takes too long: two frames, in the frame in which rows change. */
    private static final int TOO_LONG_MILLIS = 30;

    /** A page that does next to nothing: one number that changes with every frame, which shows what the display and the machine offer. */
    private static final String COUNT_FRAMES = """
            seconds => new Promise((resolve) => {
              let count = 0;
              const end = performance.now() + seconds * 1000;
              const frame = () => {
                document.body.textContent = String(++count);
                if (performance.now() < end) {
                  requestAnimationFrame(frame);
                } else {
                  resolve(count);
                }
              };
              requestAnimationFrame(frame);
            })
            """;

    /** Keeps the page busy whenever it has changed rows, before they are drawn. */
    private static final String BE_SLOW = """
            millis => {
              new MutationObserver(() => {
                const end = performance.now() + millis;
                while (performance.now() < end);
              }).observe(document.querySelector("quote-table tbody"), { subtree: true, attributeFilter: ["data-move"] });
            }
            """;

    /** Changes of rows within a time, in a second, while every frame of that time is asked for. */
    private static final String WATCH = """
            seconds => new Promise((resolve) => {
              let changes = 0;
              const observer = new MutationObserver((records) => (changes += records.length));
              observer.observe(document.querySelector("quote-table tbody"), { subtree: true, attributeFilter: ["data-move"] });
              const end = performance.now() + seconds * 1000;
              const frame = (now) => {
                if (now < end) {
                  requestAnimationFrame(frame);
                } else {
                  observer.disconnect();
                  resolve(changes / seconds);
                }
              };
              requestAnimationFrame(frame);
            })
            """;

    /** What one recording shows. */
    private record Seen(double changes, double share, double frames, int missed, int offered, double machine) {

        static Seen of(Page page) throws IOException {
            AtomicReference<Number> changes = new AtomicReference<>();
            try (ProcessorShare machine = ProcessorShare.watching()) {
                Trace trace = Trace.of(page, () -> changes.set((Number) page.evaluate(WATCH, SECONDS)));
                return new Seen(
                        changes.get().doubleValue(),
                        trace.shareOfAProcessor(),
                        trace.framesInASecond(),
                        trace.missed(),
                        trace.offered(),
                        machine.average());
            }
        }

        boolean isGood(double emptyFrames) {
            return changes > MIN_CHANGES && share < MAX_SHARE && frames >= MIN_FRAMES * emptyFrames * machine;
        }

        @Override
        public String toString() {
            return "%.0f changes of rows in sight/s, %.0f %% of a processor, %.2f frames/s, %d of %d missed, machine %.2f"
                    .formatted(changes, 100 * share, frames, missed, offered, machine);
        }
    }

    @Test
    void two_hundred_rows_that_change_all_the_time_leave_the_page_idle_for_the_most_part(
            Visitor visitor, TomcatProcess server) throws Exception {
        Trace empty = ofAnEmptyPage(visitor.page());
        TickerVisit visit = TickerVisit.open(visitor, server);
        startFeed(visit);
        try {
            List<Seen> recordings = new ArrayList<>();

            do {
                recordings.add(Seen.of(visit.page));
            } while (recordings.size() < MAX_RECORDINGS
                    && recordings.stream().noneMatch(seen -> seen.isGood(empty.framesInASecond())));

            String display = "%.2f frames/s offered, %.2f of them to an empty page"
                    .formatted(empty.offeredInASecond(), empty.framesInASecond());
            System.out.printf(
                    "ticker page, %d symbols with %d quotes/s each, %s: %s%n", SYMBOLS, RATE, display, recordings);
            assertThat(recordings)
                    .as(
                            "a recording with more than %s changes, less than %s of a processor and %s of the frames; %s",
                            MIN_CHANGES, MAX_SHARE, MIN_FRAMES, display)
                    .anyMatch(seen -> seen.isGood(empty.framesInASecond()));
        } finally {
            feed(visit, "DELETE", "/" + name(visit), "");
        }
    }

    /** The first that tells something; else the one that tells most. */
    private static Trace ofAnEmptyPage(Page page) throws IOException {
        Trace best = Trace.of(page, () -> page.evaluate(COUNT_FRAMES, EMPTY_SECONDS));
        for (int i = 1; i < MAX_EMPTY_RECORDINGS && best.shareOfFrames() < MIN_EMPTY; i++) {
            Trace next = Trace.of(page, () -> page.evaluate(COUNT_FRAMES, EMPTY_SECONDS));
            best = next.shareOfFrames() > best.shareOfFrames() ? next : best;
        }
        return best;
    }

    /** A machine with more to do makes it miss more of them. */
    @Test
    void a_page_that_is_slow_to_show_its_rows_is_seen_to_miss_frames(Visitor visitor, TomcatProcess server)
            throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        startFeed(visit);
        try {
            visit.page.evaluate(BE_SLOW, TOO_LONG_MILLIS);

            Seen seen = Seen.of(visit.page);

            System.out.printf("ticker page that is busy for %d ms whenever rows change: %s%n", TOO_LONG_MILLIS, seen);
            assertThat(seen.missed()).as(seen.toString()).isGreaterThan((int) (3 * (1 - MIN_FRAMES) * seen.offered()));
        } finally {
            feed(visit, "DELETE", "/" + name(visit), "");
        }
    }

    private static void startFeed(TickerVisit visit) throws Exception {
        feed(
                visit,
                "POST",
                "",
                "{'name':'%s','kind':'random-walk','config':{'symbols':'%s','rate':%d}}"
                        .formatted(name(visit), symbols(visit), RATE));
        visit.search(visit.symbol("*"));
        assertThat(visit.page.locator(".count")).hasText(SYMBOLS + " symbols");
    }

    private static String name(TickerVisit visit) {
        return "speed-" + visit.begin.toLowerCase(Locale.ROOT);
    }

    private static String symbols(TickerVisit visit) {
        return IntStream.range(0, SYMBOLS)
                .mapToObj(i -> visit.symbol("%03d".formatted(i)))
                .collect(Collectors.joining(","));
    }

    private static void feed(TickerVisit visit, String method, String path, String json) throws Exception {
        HttpResponse<String> answer = visit.server()
                .hub()
                .send(
                        method,
                        "/api/admin/feeds" + path,
                        json.replace('\'', '"'),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + Tokens.admin());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
}
