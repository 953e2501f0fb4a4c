package dev.carillon.ticker.feed.run;

/**
 * A feed as it is.
 *
 * @param running whether it runs: false too if it has come to its end
 */
public record FeedState(FeedDefinition definition, Origin origin, boolean running, FeedFigures figures) {

    /** Who has defined a feed. */
    public enum Origin {
        SETTINGS("settings"),
        API("api");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
