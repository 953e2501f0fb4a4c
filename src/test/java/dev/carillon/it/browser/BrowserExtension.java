package dev.carillon.it.browser;

import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what {@link BrowserTest} promises, when it is their turn. The browser and the server are started by the first test that needs them. */
public final class BrowserExtension
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(BrowserExtension.class);

    /** For as long as the class runs. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        context.getStore(OURS).put(BrowserTurn.class, new BrowserTurn());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Visitor.class || type == Visitors.class || type == TomcatProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TomcatProcess.class) {
            return shared(context).server();
        }
        Visitors visitors = visitors(context);
        return type == Visitor.class ? visitors.open(Look.DESKTOP) : visitors;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            shared(context).doubt();
        }
        Visitors visitors = context.getStore(OURS).get(Visitors.class, Visitors.class);
        if (visitors != null) {
            visitors.end(name(context), failed);
        }
    }

    /** After a failure the next class begins with nothing. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (shared(context).isDoubtful()) {
            ofProcess(context).remove(Shared.class, Shared.class).close();
        }
    }

    private static Visitors visitors(ExtensionContext context) {
        return context.getStore(OURS)
                .getOrComputeIfAbsent(
                        Visitors.class,
                        key -> new Visitors(
                                shared(context).browser(),
                                () -> "http://localhost:"
                                        + shared(context).server().port()),
                        Visitors.class);
    }

    private static Shared shared(ExtensionContext context) {
        return ofProcess(context).getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
    }

    /** What is kept here is closed when the process has run its last class. The root context would not do: with several processes each class has one of its own. */
    private static ExtensionContext.Store ofProcess(ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, OURS);
    }

    private static String name(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        String display = context.getDisplayName();
        return display.startsWith("[") ? name + display.replaceAll("[^A-Za-z0-9._-]+", "_") : name;
    }
}
