package dev.carillon.log.memory;

import dev.carillon.log.EventLog;
import dev.carillon.log.EventLogProperties;
import dev.carillon.log.LogWalk;
import dev.carillon.log.RetentionPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MemoryEventLogProperties extends EventLogProperties {

    @Override
    protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
        return new MemoryEventLog(policy, keyTime, clock, RandomGenerator.getDefault());
    }

    @Property(tries = 1000)
    void a_log_is_what_its_model_says(
            @ForAll("policies") RetentionPolicy policy, @ForAll("steps") List<LogWalk.Step> steps) {
        walk(policy, steps);
    }
}
