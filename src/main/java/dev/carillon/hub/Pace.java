package dev.carillon.hub;

/**
 * How a reader wants events of conflating channels.
 *
 * @param maxRate how often in a second he is sent what has changed, at most; the hub's settings may allow less
 * @param tellsLatest whether he is first told what every key says. Polls are not
 */
public record Pace(double maxRate, boolean tellsLatest) {

    /** As fast as the hub's settings allow, beginning with what every key says. */
    public static final Pace ANY = new Pace(Double.MAX_VALUE, true);

    /** As often as that, beginning with what every key says. */
    public static Pace of(double maxRate) {
        return new Pace(maxRate, true);
    }

    public Pace {
        if (!(maxRate > 0)) {
            throw new IllegalArgumentException("maxRate is " + maxRate);
        }
    }
}
