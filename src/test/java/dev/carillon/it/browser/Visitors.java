package dev.carillon.it.browser;

import com.microsoft.playwright.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Everybody who visits during one test. */
public final class Visitors {

    private static final Path KEPT = Path.of("target", "browser");

    private final Browser browser;
    private final Supplier<String> url;
    private final List<Visitor> all = new ArrayList<>();

    Visitors(Browser browser, Supplier<String> url) {
        this.browser = browser;
        this.url = url;
    }

    /** A visitor of the shared server. */
    public Visitor open(Look look) {
        return open(url.get(), look);
    }

    /** A visitor of another server. */
    public Visitor open(String otherUrl, Look look) {
        return enter(new Visitor(browser, otherUrl, look, true));
    }

    /** A visitor of the shared server who has switched off scripts. */
    public Visitor openWithoutScripts(Look look) {
        return enter(new Visitor(browser, url.get(), look, false));
    }

    private Visitor enter(Visitor visitor) {
        all.add(visitor);
        return visitor;
    }

    /** Ends all visits; keeps what they saw if the test has failed, or fails it now because of what went wrong unseen. */
    void end(String test, boolean failed) {
        try {
            List<String> complaints = all.stream()
                    .flatMap(visitor -> visitor.complaints().stream())
                    .toList();
            if (failed || !complaints.isEmpty()) {
                for (int i = 0; i < all.size(); i++) {
                    all.get(i)
                            .keep(KEPT, test + "-" + (i + 1) + "-" + all.get(i).look());
                }
            }
            if (!failed && !complaints.isEmpty()) {
                throw new AssertionError("the pages complain:\n" + String.join("\n", complaints));
            }
        } finally {
            all.forEach(Visitor::close);
        }
    }
}
