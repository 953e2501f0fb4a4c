package dev.carillon.bench.textbook;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Set;

/** The application of the WAR that the hub is compared with. */
@ApplicationPath("/api")
public class TextbookApplication extends Application {
    /** What the WAR is packed from. */
    public static final List<Class<?>> ALL_CLASSES = List.of(TextbookApplication.class, TextbookResource.class);

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(TextbookResource.class);
    }
}
