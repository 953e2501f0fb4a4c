package dev.carillon.socketio.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.socketio.Auth;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnDisconnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.SocketWorld;
import jakarta.annotation.Priority;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class NamespaceBeanTest {

    enum Colour {
        RED,
        GREEN
    }

    record Order(String item, int count, Optional<String> note, List<Colour> colours) {

        Order {
            if (count < 1) {
                throw new IllegalArgumentException("a count is 1 or more");
            }
        }
    }

    @Namespace("/all")
    static final class All {

        @OnEvent("order")
        Order order(Order order) {
            return order;
        }

        @OnEvent("numbers")
        Map<String, Object> numbers(int a, long b, double c, BigDecimal d, boolean e) {
            return Map.of(
                    "sum", new BigDecimal(a + b).add(BigDecimal.valueOf(c)).add(d), "e", e);
        }

        @OnEvent("bytes")
        byte[] bytes(byte[] bytes, Socket socket) {
            return bytes;
        }

        @OnEvent("maybe")
        String maybe(Optional<String> text, Optional<JsonObject> object) {
            return text.orElse("nothing") + object.map(JsonObject::size).orElse(-1);
        }

        @OnEvent("void")
        void nothing() {}

        @OnEvent("null")
        @Nullable
        String none() {
            return null;
        }

        @OnEvent("later")
        CompletionStage<Void> later() {
            return CompletableFuture.completedStage(null);
        }

        @OnEvent("unfit")
        Object unfit() {
            return new Thread();
        }
    }

    @Namespace(pattern = "/shop-[0-9]+")
    static final class Shops {

        @OnEvent("name")
        String name(Socket socket) {
            return socket.namespace();
        }
    }

    private final SocketWorld world = new SocketWorld(new All(), new Shops());
    private final FakeClient client = world.client();

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ["order",{"item":"tea","count":2,"colours":["RED"],"other":1}] | [{"item":"tea","count":2,"note":null,"colours":["RED"]}]
                    ["numbers",1,2,0.5,0.25,true] | "sum":3.75
                    ["numbers",1e1,2.0,3,4,false,"more than it takes"] | "sum":19
                    ["maybe"]           | ["nothing-1"]
                    ["maybe",null,{}]   | ["nothing0"]
                    ["maybe","a"]       | ["a-1"]
                    ["void"]            | []
                    ["null"]            | [null]
                    ["later"]           | []
                    ["unfit"]           | /problems/internal
                    ["order"]           | Argument 1 is missing
                    ["order",7]         | has to be: object [item, count, note, colours]
                    ["order",{"item":"tea","count":"2","colours":[]}]   | its \\"count\\"
                    ["order",{"item":"tea","count":0,"colours":[]}]     | a count is 1 or more
                    ["order",{"item":"tea","count":1,"colours":["X"]}]  | one of [RED, GREEN]
                    ["numbers",1.5,2,3,4,true]              | Argument 1 is '1.5'
                    ["numbers",2147483648,2,3,4,true]       | Argument 1
                    ["numbers",1,1e999999999,3,4,true]      | Argument 2
                    ["numbers",1,2,3,4,"true"]              | true or false
                    ["bytes","AQID"]                        | has to be: bytes
                    """)
    void arguments_are_converted_or_refused(String event, String answered) {
        client.connect("/all");

        client.send("2/all,0" + event);

        assertThat(client.text()).startsWith("3/all,0").contains(answered);
    }

    @Test
    void bytes_come_and_go() {
        client.connect("/all");

        client.send("51-/all,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2});

        assertThat(client.text()).isEqualTo("61-/all,0[{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.bytes()).containsExactly(1, 2);
    }

    @Test
    void each_name_that_matches_a_pattern_is_a_namespace_of_its_own() {
        FakeClient other = world.client();
        client.connect("/shop-1");
        other.connect("/shop-2");

        world.server().of("/shop-2").emit("only two");
        client.send("2/shop-1,0[\"name\"]");

        assertThat(client.text()).isEqualTo("3/shop-1,0[\"/shop-1\"]");
        assertThat(other.text()).isEqualTo("2/shop-2,[\"only two\"]");
        client.send("0/shop-x,");
        assertThat(client.text()).contains("Invalid namespace");
    }

    // --- what ends the start ---

    @Namespace("no-slash")
    static final class NoSlash {}

    @Namespace(value = "/both", pattern = "/both")
    static final class Both {}

    @Namespace(pattern = "/[")
    static final class NoPattern {}

    @Namespace("/a")
    static final class WrongParameter {
        @OnEvent("a")
        void a(Thread thread) {}
    }

    @Namespace("/a")
    static final class WrongConnect {
        @OnConnect
        void a(String text) {}
    }

    @Namespace("/a")
    static final class WrongDisconnect {
        @OnDisconnect
        void a(Auth auth) {}
    }

    @Namespace("/a")
    static final class Twice {
        @OnEvent("a")
        void a() {}

        @OnEvent("a")
        void b() {}
    }

    @Namespace("/a")
    static final class Private {
        @OnDisconnect
        @SuppressWarnings("unused")
        private void a(DisconnectReason reason) {}
    }

    @Namespace("/a")
    static final class Reserved {
        @OnEvent("disconnect")
        void a() {}
    }

    @Namespace("/a")
    static final class One {
        @OnEvent("who")
        String who() {
            return "one";
        }
    }

    @Namespace("/a")
    static final class Another {}

    @Namespace("/a")
    @Priority(1)
    static final class Stronger {
        @OnEvent("who")
        String who() {
            return "stronger";
        }
    }

    private static void isRefused(String why, Object... beans) {
        assertThatThrownBy(() -> new SocketWorld(beans).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_bean_that_breaks_a_rule_ends_the_start_and_is_named() {
        isRefused("NoSlash has a @Namespace without a name", new NoSlash());
        isRefused("Both has", new Both());
        isRefused("NoPattern has a @Namespace whose pattern is none", new NoPattern());
        isRefused("WrongParameter.a cannot have the parameter", new WrongParameter());
        isRefused("WrongConnect.a cannot have", new WrongConnect());
        isRefused("WrongDisconnect.a cannot have", new WrongDisconnect());
        isRefused("handle the same", new Twice());
        isRefused("Private.a is static or private", new Private());
        isRefused("reserved", new Reserved());
        isRefused("both", new One(), new Another());
        isRefused("has no @Namespace", new Object());
    }

    @Test
    void a_bean_with_a_higher_priority_takes_a_namespace_over() {
        try (SocketWorld other = new SocketWorld(new Stronger(), new One())) {
            FakeClient visitor = other.client();
            visitor.connect("/a");

            visitor.send("2/a,0[\"who\"]");

            assertThat(visitor.text()).isEqualTo("3/a,0[\"stronger\"]");
        }
    }
}
