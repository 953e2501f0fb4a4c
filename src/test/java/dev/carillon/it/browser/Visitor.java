package dev.carillon.it.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Somebody with a browser profile of his own, and one tab or several. */
public final class Visitor {

    /** For what happens at once on a machine that has nothing else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Until a page is back that found no server for as long as that took to start, in milliseconds: the longest pause between two tries,
     * 30 seconds and what the hub has asked for, and some more.
     */
    static final double COMEBACK_MILLIS = 60_000;

    private final Look look;
    private final BrowserContext context;
    private final Complaints complaints;
    private final Page page;

    Visitor(Browser browser, String url, Look look, boolean scripts) {
        this.look = look;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(url)
                .setJavaScriptEnabled(scripts)
                .setLocale(look.language())
                .setColorScheme(look.scheme())
                .setViewportSize(look.width(), look.height())
                .setTimezoneId("Europe/Berlin"));
        this.complaints = new Complaints(context);
        context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
        this.page = context.newPage();
    }

    public Look look() {
        return look;
    }

    /** The first tab. */
    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    /** Another tab of the same profile: it has the cookies, the storage and the shared workers of the others. */
    public Page newTab() {
        return context.newPage();
    }

    /** Opens a path of the server in the first tab, such as {@code /chat/}, and waits until it is loaded. */
    public Page visit(String path) {
        page.navigate(path);
        return page;
    }

    /** Signs in with a token, as the page for it does. */
    public Visitor signIn(String token) {
        APIResponse response =
                context.request().post("/api/session", RequestOptions.create().setData(Map.of("token", token)));
        if (!response.ok()) {
            throw new IllegalStateException(response.status() + " " + response.text());
        }
        return this;
    }

    /**
     * The test does not fail for complaints of this kind.
     *
     * @param regex found in the text of the console's message or error, for example {@code "status of 401"}
     */
    public Visitor expect(String regex) {
        complaints.expect(regex);
        return this;
    }

    /**
     * Waits until something is true in the first tab. Playwright's own way is an {@code eval} in the page, which the page's policy
     * forbids.
     */
    public void await(String condition) {
        Awaitility.await(condition)
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ")")));
    }

    /** What has gone wrong so far and was not expected. */
    public List<String> complaints() {
        // Any answer of the browser comes after what it has told before.
        context.cookies();
        return complaints.unexpected();
    }

    /** A screenshot of each tab and a trace; best effort, because the browser may be what has failed. */
    void keep(Path directory, String name) {
        try {
            int tab = 0;
            for (Page open : context.pages()) {
                tab++;
                open.screenshot(new Page.ScreenshotOptions()
                        .setPath(directory.resolve(name + (tab == 1 ? "" : "-tab" + tab) + ".png")));
            }
            context.tracing().stop(new Tracing.StopOptions().setPath(directory.resolve(name + ".zip")));
        } catch (PlaywrightException e) {
            System.err.println("not all of " + name + " was kept: " + e.getMessage());
        }
    }

    void close() {
        context.close();
    }
}
