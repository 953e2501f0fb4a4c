package dev.carillon.it.browser;

import com.microsoft.playwright.Browser;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What all browser tests of a process have in common: one Chromium and one Tomcat, each from its first use on. So a test finds there
 * what others have published before it, in any order, and uses names of its own.
 */
final class Shared implements AutoCloseable {

    private @Nullable Browsers browsers;
    private @Nullable RuntimeException noBrowser;
    private @Nullable TomcatProcess tomcat;
    private boolean isDoubtful;

    /** Looks for one once: a search that finds none may take minutes, and there are hundreds of tests. */
    Browser browser() {
        if (noBrowser != null) {
            throw noBrowser;
        }
        if (browsers == null) {
            try {
                browsers = Browsers.start();
            } catch (RuntimeException e) {
                noBrowser = e;
                throw e;
            }
        }
        return browsers.browser();
    }

    /** Starts it if it is not there, or if a test has left it dead. */
    TomcatProcess server() {
        try {
            if (tomcat == null) {
                tomcat = new TomcatProcess.Plan("browser").startingQuickly().start();
            } else if (!tomcat.isAlive()) {
                tomcat.relaunch();
                tomcat.awaitApplication();
            }
            return tomcat;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test has failed, and may have left anything behind. */
    void doubt() {
        isDoubtful = true;
    }

    boolean isDoubtful() {
        return isDoubtful;
    }

    @Override
    public void close() {
        try {
            if (browsers != null) {
                browsers.close();
            }
        } finally {
            if (tomcat != null) {
                tomcat.close();
            }
        }
    }
}
