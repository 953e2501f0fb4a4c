package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.log.EventLog;
import dev.carillon.ticker.store.TickerStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CDI starts the chat and the ticker in no particular order. When the ticker came first on a new server, there was no directory yet for
 * its file, and the application did not start.
 */
class DataDirectoryTest {

    @ParameterizedTest
    @ValueSource(classes = {TickerStore.class, MessageArchive.class})
    void the_log_takes_the_data_directory_before_a_feature_opens_its_file_there(Class<?> file) {
        Method producer = Stream.of(TickerWiring.class, ChatWiring.class)
                .flatMap(wiring -> Arrays.stream(wiring.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == file)
                .findFirst()
                .orElseThrow();

        assertThat(producer.getParameterTypes()).contains(EventLog.class);
    }
}
