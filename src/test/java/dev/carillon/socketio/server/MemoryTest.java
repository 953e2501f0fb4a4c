package dev.carillon.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.EventId;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final List<String> told = new ArrayList<>();
    private final Memory memory = new Memory(new Recovery() {
        @Override
        public void remember(Remembered socket) {
            told.add("remember " + socket.key());
        }

        @Override
        public void left(String key) {
            told.add("left " + key);
        }

        @Override
        public void forget(String key) {
            told.add("forget " + key);
        }

        @Override
        public Optional<Remembered> find(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<?> written(String key) {
            told.add("written " + key);
            return new CompletableFuture<>();
        }
    });

    @Test
    void a_change_is_written_once_and_waited_for_by_everybody() {
        memory.begin("k");
        assertThat(memory.written().toCompletableFuture()).isDone();
        keep();

        assertThat(memory.written().toCompletableFuture()).isNotDone();
        assertThat(memory.written().toCompletableFuture()).isNotDone();

        assertThat(told).containsExactly("remember k", "written k");
    }

    @Test
    void what_has_no_secret_is_not_remembered() {
        memory.begin(null);

        keep();
        memory.left();

        assertThat(told).isEmpty();
    }

    @Test
    void a_change_after_its_client_has_left_does_not_bring_it_back() {
        memory.begin("k");
        keep();

        memory.forget();
        keep();

        assertThat(told).containsExactly("remember k", "forget k");
    }

    @Test
    void a_change_after_its_connection_is_gone_does_not_make_it_stay_for_ever() {
        memory.begin("k");
        keep();

        memory.left();
        keep();

        assertThat(told).containsExactly("remember k", "left k");
    }

    @Test
    void what_another_has_taken_over_is_left_alone() {
        memory.begin("k");

        memory.handOver();
        keep();
        memory.forget();
        memory.left();

        assertThat(told).isEmpty();
    }

    private void keep() {
        memory.keep(key -> new Recovery.Remembered(
                key, "sid", "/", "ann", new EventId("x", 1), Map.of(), Map.of(), JsonValue.EMPTY_JSON_OBJECT));
    }
}
