package dev.carillon.socketio.bean;

import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.server.Behaviour;
import dev.carillon.socketio.server.SocketServer;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** All beans of an application: which of them serves which namespace. */
public final class NamespaceBeans {

    private final Map<String, Object> chosen = new LinkedHashMap<>();
    private final Map<String, Integer> priorities = new HashMap<>();

    /**
     * Chooses among beans.
     *
     * @throws IllegalArgumentException if one breaks a rule of {@link Namespace}, or two have the same namespace and priority
     */
    public NamespaceBeans(Iterable<?> beans) {
        for (Object bean : beans) {
            Namespace namespace = NamespaceBean.of(bean).namespace();
            enter(key(namespace), bean);
        }
    }

    private static String key(Namespace namespace) {
        return namespace.pattern().isEmpty() ? namespace.value() : "~" + namespace.pattern();
    }

    private void enter(String name, Object bean) {
        Priority annotation = bean.getClass().getAnnotation(Priority.class);
        int priority = annotation == null ? 0 : annotation.value();
        Integer before = priorities.get(name);
        if (before != null && before == priority) {
            throw new IllegalArgumentException("both " + chosen.get(name) + " and "
                    + bean.getClass().getName() + " serve the namespace " + name
                    + ": give one of them a higher @Priority");
        }
        if (before == null || priority > before) {
            priorities.put(name, priority);
            chosen.put(name, bean);
        }
    }

    /** Lets a server serve them. Patterns are tried in the order of their text, so that nothing depends on chance. */
    public void serveBy(SocketServer server) {
        Map<String, Behaviour> names = new HashMap<>();
        List<SocketServer.Dynamic> patterns = new ArrayList<>();
        for (Object bean : chosen.values()) {
            NamespaceBean behaviour = NamespaceBean.of(bean);
            Namespace namespace = behaviour.namespace();
            if (namespace.pattern().isEmpty()) {
                names.put(namespace.value(), behaviour);
            } else {
                patterns.add(new SocketServer.Dynamic(compile(bean, namespace.pattern()), behaviour));
            }
        }
        patterns.sort(Comparator.comparing(dynamic -> dynamic.names().pattern()));
        server.serve(names, patterns);
    }

    private static Pattern compile(Object bean, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    bean.getClass().getName() + " has a @Namespace whose pattern is none", e);
        }
    }
}
