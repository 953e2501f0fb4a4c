package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostFilterTest {

    private final EngineWorld world = new EngineWorld();
    private final PostFilter filter = new PostFilter(world.sessions);
    private final EngineServlet servlet = new EngineServlet(world.sessions, List.of(), InstantSource.system());
    private final Map<String, Object> attributes = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;

    @Test
    void two_posts_at_a_time_end_the_session_and_the_second_is_told_why() throws Exception {
        EngineSession session = world.polled();
        assertThat(session.polling().postBegins()).isTrue();

        post(session.id());

        assertThat(status).isEqualTo(400);
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo(EngineError.OVERLAP.json());
        assertThat(world.sessions.find(session.id())).isNull();
    }

    @Test
    void a_post_for_a_session_that_has_ended_is_told_that_nobody_knows_it() throws Exception {
        EngineSession session = world.polled();
        assertThat(session.polling().postBegins()).isTrue();
        post(session.id());
        attributes.clear();
        body.reset();

        post(session.id());

        assertThat(status).isEqualTo(400);
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo(EngineError.UNKNOWN_SID.json());
    }

    private void post(String sid) throws Exception {
        filter.doFilter(request(sid), response(), servlet::service);
    }

    private HttpServletRequest request(String sid) {
        return proxy(HttpServletRequest.class, (self, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> "POST";
            case "getQueryString" -> "EIO=4&transport=polling&sid=" + sid;
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "isAsyncStarted" -> false;
            case "getPathInfo", "getHeader" -> null;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, called, arguments) -> switch (called.getName()) {
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "getStatus" -> status;
            case "setContentType", "setHeader", "setContentLength" -> null;
            case "getOutputStream" -> new Body();
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Body extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("it is written at once");
        }

        @Override
        public void write(int one) {
            body.write(one);
        }
    }
}
