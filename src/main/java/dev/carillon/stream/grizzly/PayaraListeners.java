package dev.carillon.stream.grizzly;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.glassfish.grizzly.nio.NIOTransport;
import org.jspecify.annotations.Nullable;

/**
 * The transports of Payara's network listeners, as they are now: a listener that is configured anew gets another one. By reflection,
 * since the packages of Payara's kernel are no API.
 *
 * <p>Threading: any thread may ask; Payara keeps its listeners in a concurrent queue.
 */
final class PayaraListeners implements Supplier<List<NIOTransport>> {

    private static final String GLOBALS = "org.glassfish.internal.api.Globals";
    private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

    private final Object service;
    private final Field proxies;

    /** Throws where there is no Payara, or where it hides its kernel. */
    PayaraListeners() {
        try {
            Class<?> type = Class.forName(SERVICE);
            Object found = Class.forName(GLOBALS).getMethod("get", Class.class).invoke(null, type);
            if (found == null) {
                throw new IllegalStateException("Payara has no " + SERVICE);
            }
            service = found;
            proxies = type.getDeclaredField("proxies");
            proxies.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Payara is not as it was", e);
        }
        if (get().isEmpty()) {
            throw new IllegalStateException("Payara shows no listener");
        }
    }

    @Override
    public List<NIOTransport> get() {
        List<NIOTransport> transports = new ArrayList<>();
        try {
            for (Object proxy : (Collection<?>) proxies.get(service)) {
                Object listener = call(proxy, "getUnderlyingListener");
                if (listener != null && call(listener, "getTransport") instanceof NIOTransport transport) {
                    transports.add(transport);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Payara is not as it was", e);
        }
        return transports;
    }

    /** Null where there is no such method: a listener of another kind. */
    private static @Nullable Object call(Object target, String name) throws ReflectiveOperationException {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 0) {
                return method.invoke(target);
            }
        }
        return null;
    }
}
