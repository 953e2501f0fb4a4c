package dev.carillon.log.sqlite;

import dev.carillon.log.EventLog;
import dev.carillon.log.EventLogProperties;
import dev.carillon.log.LogWalk;
import dev.carillon.log.RetentionPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import org.jspecify.annotations.Nullable;

class SqliteEventLogProperties extends EventLogProperties {

    private @Nullable Path directory;

    @Override
    protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
        try {
            Path made = Files.createTempDirectory("carillon-log");
            directory = made;
            return SqliteEventLog.open(made, policy, keyTime, clock, RandomGenerator.getDefault());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void settle(EventLog log) {
        ((SqliteEventLog) log).rest();
    }

    @AfterTry
    void delete() throws IOException {
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Property(tries = 50)
    void a_log_is_what_its_model_says(
            @ForAll("policies") RetentionPolicy policy, @ForAll("steps") List<LogWalk.Step> steps) {
        walk(policy, steps);
    }
}
