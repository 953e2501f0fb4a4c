package dev.carillon.it.browser;

/** Every page there is. What all pages have to be is tested with each of them: {@code PagesIT}, {@code FirstLoadIT}, {@code PayaraPagesIT}. */
public enum SitePage {
    HOME("/", ".state[data-state='live']"),
    SIGN_IN("/sign-in/", "#form"),
    CHAT("/chat/", ".rooms li"),
    TICKER("/ticker/", ".state[data-state='live']"),
    PLAYGROUND("/playground/", "#start-reading"),
    SOCKETIO("/socketio/", ".state[data-state='live']"),
    CONSOLE("/admin/", "#secret"),
    API_DOCS("/api-docs/", "details.operation"),
    PROBLEMS("/problems/", ".problems li"),
    PROBLEM("/problems/slow-mode", "h1"),
    NOT_FOUND("/no/such/page", "h1");

    private final String path;
    private final String ready;

    /** @param ready the selector of what a person waits for: once it can be seen, the page is of use */
    SitePage(String path, String ready) {
        this.path = path;
        this.ready = ready;
    }

    public String path() {
        return path;
    }

    /** The selector of what a person waits for. */
    public String ready() {
        return ready + " >> visible=true";
    }

    /** Before the visit: signs in where nobody else comes in, and expects what the browser complains of. */
    public void prepare(Visitor visitor) {
        if (this == NOT_FOUND) {
            visitor.expect("status of 404");
        }
    }
}
