package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.hub.Sink;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is measured is served as everybody. */
class MeteredSinkTest {

    private final List<String> calls = new ArrayList<>();
    private final Sink measured = (Sink) Proxy.newProxyInstance(
            Sink.class.getClassLoader(), new Class<?>[] {Sink.class}, (proxy, method, arguments) -> {
                calls.add(method.getName());
                return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
            });

    private final Meter meter = (Meter) Proxy.newProxyInstance(
            Meter.class.getClassLoader(), new Class<?>[] {Meter.class}, (proxy, method, arguments) -> {
                throw new AssertionError("nothing is sent");
            });

    static List<Method> questions() {
        return List.of(Sink.class.getMethods()).stream()
                .filter(method -> !method.getName().equals("write"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void what_a_sink_is_told_or_asked_comes_to_the_one_that_is_measured(Method method) throws Exception {
        Sink sink = new MeteredSink(measured, meter);

        Object answer = method.invoke(sink, new Object[method.getParameterCount()]);

        assertThat(calls).containsExactly(method.getName());
        assertThat(answer).isIn(null, true);
    }
}
