package dev.carillon.boot;

/**
 * Lets go of the version of the application that ran in this server before.
 *
 * <p>In JDK 17 the method handles in {@code java.lang.runtime.ObjectMethods}, from which the methods of all records are made,
 * remember the last type that they were adapted to, and so the class loader of whichever application compared or printed a
 * record last. Making the methods of one more record puts the new version into the place of the old one.
 */
final class RecordHandles {

    private static final System.Logger LOGGER = System.getLogger(RecordHandles.class.getName());

    /** Has a component of a type of ours. */
    private record OfOurs(RecordHandles component) {}

    private RecordHandles() {}

    static void takeOver() {
        RecordHandles component = new RecordHandles();
        OfOurs first = new OfOurs(component);
        OfOurs second = new OfOurs(component);
        LOGGER.log(
                System.Logger.Level.TRACE,
                "records work: {0} {1} {2}",
                first.equals(second),
                first.hashCode(),
                first.toString());
    }
}
